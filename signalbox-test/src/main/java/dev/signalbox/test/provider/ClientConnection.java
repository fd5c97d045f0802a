package dev.signalbox.test.provider;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;

/** One connection of a client: its requests, one after the other. */
final class ClientConnection {

    private final RequestLog log;

    private final ChatApi api;

    private final Socket socket;

    private final HttpRequestReader reader;

    private final Delivery delivery;

    ClientConnection(Socket socket, RequestLog log, ChatApi api) throws IOException {
        socket.setTcpNoDelay(true);
        ClientInput input = new ClientInput(socket);
        OutputStream output = new BufferedOutputStream(socket.getOutputStream());
        this.log = log;
        this.api = api;
        this.socket = socket;
        this.reader = new HttpRequestReader(input, output);
        this.delivery = new Delivery(socket, input, output);
    }

    void serve() throws IOException {
        boolean open = true;
        while (open) {
            open = serveNext();
        }
    }

    private boolean serveNext() throws IOException {
        HttpRequestReader.Parsed parsed;
        try {
            parsed = reader.next();
        } catch (ProtocolException ex) {
            delivery.refuse(String.valueOf(ex.getMessage()));
            return false;
        }
        return parsed != null && answer(log.add(parsed));
    }

    private boolean answer(ReceivedRequest request) throws IOException {
        try {
            delivery.awaitRelease(api::held);
            return delivery.deliver(api.answer(request), request);
        } catch (IOException ex) {
            if (!socket.isClosed()) {
                log.aborted(request);
            }
            throw ex;
        }
    }
}
