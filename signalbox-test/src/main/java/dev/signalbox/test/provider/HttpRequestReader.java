package dev.signalbox.test.provider;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads HTTP/1.1 requests, their bodies sized by {@code Content-Length} or chunked. */
final class HttpRequestReader {

    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final Pattern HEX_LENGTH = Pattern.compile("[0-9A-Fa-f]{1,7}");

    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,9}");

    private final InputStream input;

    private final OutputStream output;

    HttpRequestReader(InputStream input, OutputStream output) {
        this.input = input;
        this.output = output;
    }

    /** The next request, or null when the client has closed the connection between two requests. */
    @Nullable
    Parsed next() throws IOException {
        String line = readLine();
        if (line == null) {
            return null;
        }
        String[] words = line.split(" ", -1);
        if (words.length != 3 || !words[2].startsWith("HTTP/1.")) {
            throw new ProtocolException("Not a request line of HTTP/1.1");
        }
        Map<String, List<String>> headers = readHeaders();
        Parsed head = new Parsed(words[0], words[1], words[2], headers, "");
        return new Parsed(words[0], words[1], words[2], headers, new String(readBody(head), StandardCharsets.UTF_8));
    }

    private Map<String, List<String>> readHeaders() throws IOException {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = requireLine(); !line.isEmpty(); line = requireLine()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new ProtocolException("Not a header line");
            }
            headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        headers.replaceAll((name, values) -> List.copyOf(values));
        return Collections.unmodifiableMap(headers);
    }

    private byte[] readBody(Parsed head) throws IOException {
        if ("100-continue".equalsIgnoreCase(head.header("Expect"))) {
            output.write(CONTINUE);
            output.flush();
        }
        if ("chunked".equalsIgnoreCase(head.header("Transfer-Encoding"))) {
            return readChunks();
        }
        String length = head.header("Content-Length");
        return length == null ? new byte[0] : readExactly(parseLength(length, LENGTH, 10));
    }

    private byte[] readChunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.writeBytes(readExactly(size));
            requireLine();
        }
        readHeaders();
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        return parseLength(requireLine().split(";", 2)[0].strip(), HEX_LENGTH, 16);
    }

    private static int parseLength(String text, Pattern pattern, int radix) throws ProtocolException {
        if (!pattern.matcher(text).matches()) {
            throw new ProtocolException("Not a length: " + text);
        }
        return Integer.parseInt(text, radix);
    }

    private byte[] readExactly(int length) throws IOException {
        byte[] bytes = input.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("The client closed the connection within a request");
        }
        return bytes;
    }

    private String requireLine() throws IOException {
        String line = readLine();
        if (line == null) {
            throw new EOFException("The client closed the connection within a request");
        }
        return line;
    }

    private @Nullable String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = input.read(); next != '\n'; next = input.read()) {
            if (next < 0 && line.size() == 0) {
                return null;
            }
            requireText(next);
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    private static void requireText(int next) throws IOException {
        if (next < 0) {
            throw new EOFException("The client closed the connection within a request");
        }
        if (next < ' ' && next != '\r' && next != '\t') {
            throw new ProtocolException("Not HTTP; the provider speaks no TLS, use an http:// URL");
        }
    }

    /** A request as it came over the wire. */
    record Parsed(String method, String target, String version, Map<String, List<String>> headers, String body) {

        @Nullable
        String header(String name) {
            List<String> values = headers.get(name);
            return values == null ? null : values.get(0);
        }

        /** The target without its query. */
        String path() {
            int query = target.indexOf('?');
            return query < 0 ? target : target.substring(0, query);
        }

        /** Whether the query holds this name with this value. */
        boolean asksFor(String name, String value) {
            return Stream.of(target.substring(path().length()).split("[?&]"))
                    .map(pair -> URLDecoder.decode(pair, StandardCharsets.UTF_8))
                    .anyMatch((name + "=" + value)::equals);
        }

        boolean keepsAlive() {
            return version.equals("HTTP/1.1")
                    && !method.equals("HEAD")
                    && !"close".equalsIgnoreCase(header("Connection"));
        }
    }
}
