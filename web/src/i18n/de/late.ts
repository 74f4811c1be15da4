import browse from "./browse.json";
import care from "./care.json";
import files from "./files.json";
import imports from "./import.json";
import jobs from "./jobs.json";
import lists from "./lists.json";
import people from "./people.json";
import privacy from "./privacy.json";
import record from "./record.json";
import security from "./security.json";

/** What is not needed on the first pages; `late` says that it is there. */
export default { late: "✓", ...browse, ...care, ...files, ...imports, ...jobs, ...lists, ...people, ...privacy, ...record, ...security };
