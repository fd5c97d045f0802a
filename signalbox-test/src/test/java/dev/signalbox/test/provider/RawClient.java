package dev.signalbox.test.provider;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** A client that sends exactly the bytes it is told to. */
final class RawClient implements AutoCloseable {

    /** Small, so that a client that does not read makes the provider wait. */
    private static final int RECEIVE_BUFFER = 4096;

    private final Socket socket;

    private final BufferedReader reader;

    RawClient(FakeProvider provider) throws IOException {
        this.socket = new Socket();
        this.socket.setReceiveBufferSize(RECEIVE_BUFFER);
        this.socket.connect(
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), provider.port()));
        this.socket.setSoTimeout((int) Clients.PATIENCE.toMillis());
        this.reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    void post(String body) throws IOException {
        send("POST /v1/chat/completions HTTP/1.1\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    void finishSending() throws IOException {
        socket.shutdownOutput();
    }

    /** The status line and headers of the next reply. */
    String readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
            head.append(line).append('\n');
        }
        return head.toString();
    }

    /** All that comes until the provider closes the connection. */
    String readToEnd() {
        return reader.lines().collect(Collectors.joining("\n"));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
