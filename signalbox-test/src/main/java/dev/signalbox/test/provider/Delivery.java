package dev.signalbox.test.provider;

import dev.signalbox.test.provider.Content.Failure;
import dev.signalbox.test.provider.Content.Raw;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Carries replies to one client: in time, and as far as their fault lets them come. */
final class Delivery {

    private static final Duration GATE_CHECK = Duration.ofMillis(2);

    private final Socket socket;

    private final ClientInput input;

    private final OutputStream output;

    Delivery(Socket socket, ClientInput input, OutputStream output) {
        this.socket = socket;
        this.input = input;
        this.output = output;
    }

    void awaitRelease(BooleanSupplier held) throws IOException {
        while (held.getAsBoolean()) {
            input.watch(GATE_CHECK);
        }
    }

    /** Answers a request that cannot be read. */
    void refuse(String message) throws IOException {
        String error = Dialects.OPENAI.error(Failure.of(400, "invalid_request", message), "");
        WireReply refusal = WireReply.plain(new Raw(400, error), 0, Frame.CLOSING);
        write(refusal.head());
        write(refusal.tail());
        output.flush();
    }

    /** Answers whether the connection can serve another request; throws when the client has left. */
    boolean deliver(FakeReply reply, ReceivedRequest request) throws IOException {
        WireReply wire = WireReply.of(reply, request);
        input.watch(reply.pace().delay().plus(wire.production(reply.pace().pause())));
        if (reply.fault().is(Fault.Kind.HANG_UP)) {
            return false;
        }
        write(wire.head());
        output.flush();
        input.watch(reply.pace().delayBeforeContent());
        writeContent(wire, reply);
        output.flush();
        if (reply.fault().breaksOff()) {
            breakOff(reply.fault());
            return false;
        }
        write(wire.tail());
        output.flush();
        return request.keepsAlive() && reply.frame().keepsAlive();
    }

    private void writeContent(WireReply wire, FakeReply reply) throws IOException {
        long start = System.nanoTime();
        Duration pause = wire.streamed() ? reply.pace().pause() : Duration.ZERO;
        int count = reply.fault().chunksSent(wire.pieces().size());
        for (int sent = 0; sent < count; sent++) {
            input.watchUntil(start, pause.multipliedBy(sent));
            write(wire.pieces().get(sent));
            if (wire.streamed()) {
                output.flush();
            }
        }
        if (reply.fault().breaksOff()) {
            input.watchUntil(start, pause.multipliedBy(count));
        }
    }

    private void write(String text) throws IOException {
        output.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private void breakOff(Fault fault) throws IOException {
        if (fault.is(Fault.Kind.RESET)) {
            socket.setSoLinger(true, 0);
        }
        while (fault.is(Fault.Kind.STALL)) {
            input.watch(Duration.ofHours(1));
        }
    }
}
