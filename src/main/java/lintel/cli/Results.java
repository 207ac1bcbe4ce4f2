package lintel.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import lintel.config.InputException;
import lintel.data.AtomicFile;

/** Stdout, where a result that cannot be written is a failure: {@link java.io.PrintWriter} would keep it to itself. */
final class Results extends FilterOutputStream {
    Results(OutputStream stdout) {
        super(stdout);
    }

    /** Whoever reads the results, such as {@code head}, has had enough of them. */
    static final class ReaderGone extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Writes all of a result, without what a command needs to report failures. @return an {@link ExitCode} */
    int print(String text, PrintStream err) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            write(bytes, 0, bytes.length);
            return ExitCode.DONE;
        } catch (InputException | ReaderGone failure) {
            return new Failures(false, new PrintWriter(err, true, StandardCharsets.UTF_8)).report(failure);
        }
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        try {
            out.write(bytes, from, length);
        } catch (IOException failure) {
            if ("Broken pipe".equals(failure.getMessage())) {
                throw new ReaderGone();
            }
            throw new InputException("stdout: cannot be written: " + AtomicFile.reason(failure), failure);
        }
    }
}
