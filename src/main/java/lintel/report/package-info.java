/** Results for a person's eyes: tables for the terminal, plots. */
package lintel.report;
