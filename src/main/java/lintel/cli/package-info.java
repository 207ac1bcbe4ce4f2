/**
 * The shell's side: arguments in, results on stdout, all else on stderr, and an exit code. Every command is a
 * {@link lintel.cli.LintelCommand} and one line in {@link lintel.cli.Main}; nothing is decided here that the Java API
 * could not do too.
 */
package lintel.cli;
