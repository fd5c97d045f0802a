package dev.signalbox.router.gateway;

import dev.langchain4j.data.embedding.Embedding;
import dev.signalbox.router.RoutedAnswer;
import dev.signalbox.router.Router;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.execution.CallWatch;
import dev.signalbox.router.execution.Embeddings;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns texts into vectors, as OpenAI's API does with what OpenRouter adds to it.
 *
 * @see <a href="https://openrouter.ai/docs/api-reference/embeddings/create-embeddings">OpenRouter, embeddings</a>
 */
@RequiredArgsConstructor
final class EmbeddingsEndpoint {

    private final Router router;

    void handle(GatewayRequest request) {
        Asker asker = Asker.of(request, router);
        EmbeddingsReader.Asked asked = new EmbeddingsReader(request.body(), asker).read();
        request.entry().model(asked.model());
        RoutedAnswer answer = router.embed(asked.texts(), asked.dimensions(), asked.facts(), new CallWatch() {
            @Override
            public void ended(RoutedCall call) {
                request.entry().call(call);
            }
        });
        send(request, asked, answer);
    }

    private static void send(GatewayRequest request, EmbeddingsReader.Asked asked, RoutedAnswer answer) {
        RoutedCall call = answer.call();
        String id = "gen-" + call.decision().id();
        ObjectNode told = GatewayJson.object().put("object", "list").put("id", id);
        ArrayNode data = told.putArray("data");
        for (Embedding embedding : Embeddings.embeddings(answer.response())) {
            ObjectNode each = data.addObject().put("object", "embedding").put("index", data.size() - 1);
            each.set("embedding", asked.format().node(embedding.vector()));
        }
        told.put("model", Answered.deployment(call).id());
        told.put("provider", Answered.deployment(call).provider());
        told.set("usage", UsageWriter.writeEmbeddings(call));
        if (request.header(ChatEndpoint.METADATA) != null) {
            told.set(RoutingWriter.FIELD, GatewayJson.tree(RoutingWriter.write(call)));
        }
        request.send(200, GatewayJson.bytes(told), Map.of(ChatEndpoint.GENERATION, id));
    }
}
