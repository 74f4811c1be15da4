import app from "./app.json";
import contacts from "./contacts.json";
import faults from "./faults.json";
import fields from "./fields.json";
import office from "./office.json";

/** All texts of one language; the top names of the files differ. */
export default { ...app, ...contacts, ...faults, ...fields, ...office };
