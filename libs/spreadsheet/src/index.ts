/** Files into rows and rows into files. Knows spreadsheets, and nothing of what stands in them. */
export { dateOfSerial, isBlank, textOf, type Cell, type MarkedCell, type SheetRow } from './cell';
export { LIMITS, type Limits } from './limits';
export { UnreadableSheet, type UnreadableCode } from './unreadable';
export { openSpreadsheet, type OpenOptions } from './read/open-spreadsheet';
export { headerName, type Header, type OpenSheet } from './read/sheet';
export { csvLine, CSV_MARK } from './write/csv';
export { writeXlsx, type SheetToWrite } from './write/xlsx';
