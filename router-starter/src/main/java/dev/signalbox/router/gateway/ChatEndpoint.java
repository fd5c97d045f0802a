package dev.signalbox.router.gateway;

import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.signalbox.router.RoutedAnswer;
import dev.signalbox.router.Router;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.execution.CallWatch;
import dev.signalbox.router.gateway.StreamRelay.Piece;
import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.policy.Decision;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/** Answers requests for chat, whole or piece by piece, in any of the APIs. */
@Slf4j
@RequiredArgsConstructor
final class ChatEndpoint {

    static final String METADATA = "X-Signalbox-Metadata";
    static final String GENERATION = "X-Generation-Id";

    private final Router router;
    private final InstantSource clock;

    void handle(GatewayRequest request, Skin skin) {
        Asker asker = Asker.of(request, router);
        ChatCall call = skin.read(request.body(), asker);
        request.entry().model(call.model());
        if (call.stream()) {
            stream(request, skin, call);
        } else {
            answer(request, skin, call);
        }
    }

    private void answer(GatewayRequest request, Skin skin, ChatCall call) {
        Passed passed = new Passed(request);
        RoutedAnswer answer = router.chat(call.request(), call.facts(), call.wire(), passed);
        Answered.Terms terms = terms(request, answer.call().decision());
        byte[] body = skin.answer(new Answered(terms, answer.response(), answer.call(), passed.bytes()));
        request.send(200, body, Map.of());
    }

    /** Keeps the bytes of the answer that counts, if they are in the client's own dialect. */
    @RequiredArgsConstructor
    private static final class Passed implements CallWatch {

        private final GatewayRequest request;
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        @Override
        public void servedBy(Candidate candidate, boolean passing) {
            kept.reset();
        }

        @Override
        public void passed(byte[] bytes) {
            kept.writeBytes(bytes);
        }

        @Override
        public void ended(RoutedCall call) {
            request.entry().call(call);
        }

        byte @Nullable [] bytes() {
            return kept.size() == 0 ? null : kept.toByteArray();
        }
    }

    private Answered.Terms terms(GatewayRequest request, Decision decision) {
        boolean metadata = request.header(METADATA) != null;
        String id = "gen-" + decision.id();
        request.response().setHeader(GENERATION, id);
        return new Answered.Terms(id, clock.instant().getEpochSecond(), metadata);
    }

    private void stream(GatewayRequest request, Skin skin, ChatCall call) {
        StreamRelay relay =
                new StreamRelay((sink, decision) -> skin.stream(sink, terms(request, decision)), request.entry()::call);
        StreamingHandle handle = router.stream(call.request(), call.facts(), call.wire(), relay, relay);
        try {
            write(request, relay);
        } catch (IOException gone) {
            log.debug("The client has gone", gone);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            relay.abandon();
            handle.cancel();
        }
    }

    /** Returns when the client has got everything. */
    private static void write(GatewayRequest request, StreamRelay relay) throws IOException, InterruptedException {
        EventWriter out = new EventWriter(request.response());
        while (true) {
            Piece piece = relay.next(request.settings().keepAlive());
            if (piece == null) {
                out.comment();
            } else if (piece instanceof Piece.Event event) {
                out.event(event.name(), event.data());
                if (relay.isEmpty()) {
                    out.flush();
                }
            } else if (piece instanceof Piece.Failed failed) {
                fail(request, relay, failed.error(), out.hasBegun());
            } else {
                out.close();
                return;
            }
        }
    }

    /** Until the client has got anything, an error has a status of its own. */
    private static void fail(GatewayRequest request, StreamRelay relay, GatewayError error, boolean begun) {
        if (!begun) {
            throw error.exception();
        }
        request.entry().error(error.type());
        relay.fail(error);
    }
}
