import care from "./care.json";
import files from "./files.json";
import people from "./people.json";
import record from "./record.json";
import security from "./security.json";

/** What is not needed on the first pages; `late` says that it is there. */
export default { late: "✓", ...care, ...files, ...people, ...record, ...security };
