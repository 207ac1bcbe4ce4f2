package lintel.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Distinct texts and their numbers from 0 in order of appearance: a hash table over bytes, so that a text seen before
 * costs no string.
 */
final class Categories {
    private final boolean open;
    private final List<byte[]> texts = new ArrayList<>();
    /** Numbers plus one at their hash's place or the next free one; a power of two long, at most half full. */
    private int[] table = new int[16];

    private int[] hashes = new int[8];

    /** Grows with every new text. */
    Categories() {
        open = true;
    }

    /** Knows only these texts. */
    Categories(List<String> known) {
        open = false;
        for (String text : known) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            add(bytes, hash(bytes, 0, bytes.length));
        }
    }

    /** The text's number; {@link Table#UNSEEN} if it is new and new ones are not taken. */
    int code(byte[] bytes, int from, int to) {
        int hash = hash(bytes, from, to);
        for (int place = hash & table.length - 1; table[place] != 0; place = place + 1 & table.length - 1) {
            int code = table[place] - 1;
            byte[] text = texts.get(code);
            if (hashes[code] == hash && Arrays.equals(text, 0, text.length, bytes, from, to)) {
                return code;
            }
        }
        return open ? add(Arrays.copyOfRange(bytes, from, to), hash) : Table.UNSEEN;
    }

    private int add(byte[] text, int hash) {
        int code = texts.size();
        texts.add(text);
        if (code == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * code);
        }
        hashes[code] = hash;
        if (2 * texts.size() > table.length) {
            table = new int[2 * table.length];
            for (int i = 0; i < code; i++) {
                enter(i);
            }
        }
        enter(code);
        return code;
    }

    private void enter(int code) {
        int place = hashes[code] & table.length - 1;
        while (table[place] != 0) {
            place = place + 1 & table.length - 1;
        }
        table[place] = code + 1;
    }

    private static int hash(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        return (hash ^ hash >>> 15) * 0x2C1B3C6D ^ hash >>> 16;
    }

    /** All texts, by number. */
    List<String> texts() {
        return texts.stream()
                .map(text -> new String(text, StandardCharsets.UTF_8))
                .toList();
    }
}
