package lintel.engine;

import java.util.List;

/** Which instructions a GPU knows, in NVIDIA's numbering: 8.6 is major 8, minor 6. */
public record ComputeCapability(int major, int minor) {
    /**
     * What the library of nd4j-cuda-11.6 1.0.0-M2.1 for Linux holds machine code for; it holds no PTX, which a driver
     * could translate for others. Source: the 2,052 entries of its {@code .nv_fatbin} section.
     */
    static final List<ComputeCapability> COMPILED = List.of(
            new ComputeCapability(3, 7),
            new ComputeCapability(5, 0),
            new ComputeCapability(5, 2),
            new ComputeCapability(6, 0),
            new ComputeCapability(6, 1),
            new ComputeCapability(7, 0),
            new ComputeCapability(7, 5),
            new ComputeCapability(8, 0),
            new ComputeCapability(8, 6));

    /** @throws NumberFormatException if the text is not like {@code 8.6} */
    static ComputeCapability parse(String text) {
        int point = text.indexOf('.');
        return new ComputeCapability(
                Integer.parseInt(text.substring(0, Math.max(point, 0))), Integer.parseInt(text.substring(point + 1)));
    }

    /**
     * Whether such a GPU runs ND4J's code: machine code runs where the major number is the same and the minor not
     * smaller. Source: NVIDIA, CUDA C++ Programming Guide, "Binary Compatibility".
     */
    boolean runsNd4j() {
        return COMPILED.stream().anyMatch(code -> code.major == major && code.minor <= minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
