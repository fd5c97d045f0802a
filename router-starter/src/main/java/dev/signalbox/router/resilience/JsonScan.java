package dev.signalbox.router.resilience;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Picks a few values out of JSON that passes byte by byte, without building a tree: cheap enough for every byte of every
 * answer, and content with what is cut short or malformed. Not thread-safe.
 *
 * <p>A path is the names of the objects on the way, joined by dots; arrays do not count. Where an object lies at a
 * wanted path and is not empty, its value is <code>{</code>.
 */
public final class JsonScan {

    private static final int MAX_DEPTH = 16;
    private static final int MAX_TEXT = 2048;

    private final Paths wanted;
    private final Sink sink;
    private final String[] path = new String[MAX_DEPTH];
    private final boolean[] object = new boolean[MAX_DEPTH];
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private int depth;
    private int skipped;
    private int unicode;
    private boolean begun;
    private boolean string;
    private boolean escaped;
    private boolean keyNext;
    private boolean collecting;
    private boolean bare;
    private @Nullable String key;

    /** A scan for these paths. */
    public JsonScan(Paths wanted, Sink sink) {
        this.wanted = wanted;
        this.sink = sink;
    }

    /** Is told each wanted value. */
    public interface Sink {

        /** A value at a wanted path: a string without its escapes, a number, {@code true} or {@code false}. */
        void value(String path, String value);
    }

    /** The paths that a scan looks for. */
    @RequiredArgsConstructor
    public static final class Paths {
        private final Set<String> wanted;
        private final Set<String> ways;

        /** These paths. */
        public static Paths of(Set<String> wanted) {
            Set<String> ways = new HashSet<>();
            ways.add("");
            for (String path : wanted) {
                for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
                    ways.add(path.substring(0, dot));
                }
                ways.add(path);
            }
            return new Paths(Set.copyOf(wanted), ways);
        }
    }

    /** Forgets all, for a new document. */
    public void reset() {
        depth = 0;
        skipped = 0;
        unicode = 0;
        begun = false;
        string = false;
        escaped = false;
        bare = false;
        collecting = false;
        keyNext = false;
        key = null;
    }

    /** Whether a document has begun and ended. */
    public boolean complete() {
        return begun && depth == 0 && skipped == 0;
    }

    /** Takes the next byte. */
    public void accept(byte next) {
        if (string) {
            inString(next);
            return;
        }
        switch (next) {
            case '"' -> beginString();
            case '{' -> open(true);
            case '[' -> open(false);
            case '}', ']' -> close();
            case ',' -> {
                endBare();
                keyNext = skipped == 0 && depth > 0 && object[depth - 1];
                key = keyNext ? null : key;
            }
            case ':', ' ', '\t', '\r', '\n' -> endBare();
            default -> inBare(next);
        }
    }

    private void beginString() {
        string = true;
        collecting = skipped == 0 && depth > 0 && (keyNext || isWanted());
        text.reset();
    }

    private boolean isWanted() {
        String here = here();
        return here != null && wanted.wanted.contains(here);
    }

    /** The path of the value that comes now. */
    private @Nullable String here() {
        if (depth == 0) {
            return "";
        }
        String outer = path[depth - 1];
        if (!object[depth - 1]) {
            return outer;
        }
        return key == null || outer.isEmpty() ? key : outer + "." + key;
    }

    private void inString(byte next) {
        if (unicode > 0) {
            unicode--;
        } else if (escaped) {
            escaped = false;
            unicode = next == 'u' ? 4 : 0;
            collect(next == 'u' ? (byte) '?' : isSpace(next) ? (byte) ' ' : next);
        } else if (next == '\\') {
            escaped = true;
        } else if (next == '"') {
            string = false;
            endString();
        } else {
            collect(next);
        }
    }

    private static boolean isSpace(byte escape) {
        return escape == 'n' || escape == 't' || escape == 'r' || escape == 'b' || escape == 'f';
    }

    private void collect(byte next) {
        if (collecting && text.size() < MAX_TEXT) {
            text.write(next);
        }
    }

    private void endString() {
        if (!collecting) {
            return;
        }
        if (!keyNext) {
            tell(text.toString(StandardCharsets.UTF_8));
            return;
        }
        keyNext = false;
        key = text.toString(StandardCharsets.UTF_8);
        String container = path[depth - 1];
        if (wanted.wanted.contains(container)) {
            sink.value(container, "{");
        }
    }

    private void tell(String value) {
        String here = here();
        if (here != null) {
            sink.value(here, value);
        }
    }

    private void inBare(byte next) {
        if (!bare) {
            bare = true;
            text.reset();
            collecting = skipped == 0 && depth > 0 && !keyNext && isWanted();
        }
        collect(next);
    }

    private void endBare() {
        if (bare) {
            bare = false;
            String value = collecting ? text.toString(StandardCharsets.UTF_8) : "null";
            if (!value.equals("null")) {
                tell(value);
            }
        }
    }

    private void open(boolean isObject) {
        endBare();
        begun = true;
        String here = skipped > 0 ? null : here();
        if (here == null || depth == MAX_DEPTH || !wanted.ways.contains(here)) {
            skipped++;
            return;
        }
        path[depth] = here;
        object[depth] = isObject;
        depth++;
        keyNext = isObject;
        key = null;
    }

    private void close() {
        endBare();
        if (skipped > 0) {
            skipped--;
        } else if (depth > 0) {
            depth--;
        }
        keyNext = false;
    }
}
