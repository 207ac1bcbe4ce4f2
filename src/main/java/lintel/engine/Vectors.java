package lintel.engine;

import java.util.Map;
import java.util.Set;

/**
 * The widest vector instructions of a processor, and so what a matrix product should reach on one core.
 *
 * @param name          such as {@code AVX-512}; {@code unknown} where the system does not tell
 * @param flopsPerCycle float additions and multiplications per clock cycle; 0 where unknown
 */
public record Vectors(String name, int flopsPerCycle) {
    static final Vectors UNKNOWN = new Vectors("unknown", 0);

    /**
     * Two units that multiply and add 8 floats at once do 32 per cycle; of 16 floats, 64: large Intel servers and AMD
     * from Zen 5 on. Other processors with AVX-512 have one such unit, or join two of 8.
     *
     * @param architecture as Java names it
     * @param cpu          lines of Linux's {@code /proc/cpuinfo} for one processor
     */
    static Vectors of(String architecture, Map<String, String> cpu) {
        Set<String> flags = Set.of(cpu.getOrDefault("flags", "").split(" +"));
        if (flags.contains("avx512f")) {
            return new Vectors("AVX-512", wide(cpu) ? 64 : 32);
        }
        if (flags.contains("avx2") && flags.contains("fma")) {
            return new Vectors("AVX2", 32);
        }
        if (flags.contains("avx")) {
            return new Vectors("AVX", 16);
        }
        return architecture.equals("aarch64") && !cpu.isEmpty() ? new Vectors("NEON", 16) : UNKNOWN;
    }

    private static boolean wide(Map<String, String> cpu) {
        if (cpu.getOrDefault("vendor_id", "").equals("AuthenticAMD")) {
            return Integer.parseInt(cpu.getOrDefault("cpu family", "0")) >= 26;
        }
        return cpu.getOrDefault("model name", "").matches(".*Xeon.*(Gold 6|Platinum).*");
    }

    @Override
    public String toString() {
        return name;
    }
}
