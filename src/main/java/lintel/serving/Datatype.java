package lintel.serving;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tensor types of the Open Inference Protocol, and which numbers each holds. */
enum Datatype {
    BOOL(0, 1, true),
    UINT8(0, 255, true),
    UINT16(0, 65_535, true),
    UINT32(0, 4_294_967_295.0, true),
    UINT64(0, 0x1p64, true),
    INT8(-128, 127, true),
    INT16(-32_768, 32_767, true),
    INT32(-0x1p31, 0x1p31, true),
    INT64(-0x1p63, 0x1p63, true),
    FP16(-65_504, 65_504, false),
    FP32(-Float.MAX_VALUE, Float.MAX_VALUE, false),
    FP64(-Float.MAX_VALUE, Float.MAX_VALUE, false),
    BYTES(0, 0, false);

    private final double least;
    private final double most;
    private final boolean whole;

    Datatype(double least, double most, boolean whole) {
        this.least = least;
        this.most = most;
        this.whole = whole;
    }

    boolean text() {
        return this == BYTES;
    }

    boolean holds(float value) {
        return value >= least && value <= most && (!whole || value == Math.rint(value));
    }

    /** @throws RequestException naming the types there are */
    static Datatype of(String name, String place) {
        for (Datatype type : values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        String all = Stream.of(values()).map(Enum::name).collect(Collectors.joining(", "));
        boolean lower = Stream.of(values()).anyMatch(type -> type.name().equals(name.toUpperCase(Locale.ROOT)));
        throw RequestException.bad(
                "%s: 'datatype' must be one of %s, but is '%s'%s",
                place, all, Texts.shortened(name), lower ? " (in capitals)" : "");
    }
}
