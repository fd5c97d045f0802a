package dev.signalbox.router.gateway;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.router.Facts;
import dev.signalbox.router.Router;
import dev.signalbox.router.event.Attempt;
import dev.signalbox.router.event.AttemptKind;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.model.Price;
import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.usage.Cost;
import dev.signalbox.router.usage.Usage;
import java.time.Duration;
import java.util.List;

/** A call that {@code house/small} has answered: ten tokens in, two of them cached and one on its way there, eight out. */
final class Calls {

    private static final Deployment SMALL =
            Deployment.of("house/small").price(Price.perMillion("1", "2")).build();
    private static final Model MODEL = Model.of("small", SMALL);

    static final Candidate CANDIDATE = new Candidate(MODEL, SMALL);

    private static final Usage USAGE = new Usage(10, 2, 1, 8, 0, false);

    /** What its answer says of its cost, with single quotes in place of double ones. */
    static final String COST = "'cost':0.000026,'is_byok':false,'cost_details':{'upstream_inference_cost':0.000026,"
            + "'upstream_inference_prompt_cost':0.00001,'upstream_inference_completions_cost':0.000016}";

    private static final Attempt ATTEMPT = Attempt.builder()
            .number(1)
            .kind(AttemptKind.FIRST)
            .model("small")
            .deployment(SMALL)
            .duration(Duration.ZERO)
            .usage(USAGE)
            .cost(Cost.of(USAGE, SMALL.price()))
            .build();

    private Calls() {}

    static RoutedCall answered() {
        ChatModel never = new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                throw new IllegalStateException("never called");
            }
        };
        try (Router router = Router.builder(Catalogue.of(MODEL), PolicySet.of(Policy.of("routine", "small")))
                .client("house/small", never)
                .build()) {
            return new RoutedCall(router.explain(Facts.none()), List.of(ATTEMPT), null, Duration.ZERO);
        }
    }
}
