// A line of comma-separated values, as typed for a step of a sequence; quotes as in RFC 4180.

/** The values of a line. */
export function cells(line) {
  const found = [];
  let rest = line;
  do {
    if (found.length > 0) rest = rest.slice(1);
    const [all, quoted, plain] = /^(?:\s*"((?:[^"]|"")*)"\s*(?=,|$)|([^,]*))/.exec(rest);
    found.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    rest = rest.slice(all.length);
  } while (rest.length > 0);
  return found;
}

/** The line of these values. */
export function line(values) {
  return values.map((value) => /[",\s]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value).join(",");
}
