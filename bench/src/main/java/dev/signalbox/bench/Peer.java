package dev.signalbox.bench;

import dev.langchain4j.model.router.FailoverStrategy;
import dev.langchain4j.model.router.LowestTokenUsageRoutingStrategy;
import dev.langchain4j.model.router.ModelRoutingStrategy;
import java.time.Duration;

/** The strategies of LangChain4j's community router, all that it has. */
final class Peer {

    private Peer() {}

    static ModelRoutingStrategy strategy(String name) {
        return switch (name) {
            case "failover" -> new FailoverStrategy();
            case "lowest-token-usage" -> new LowestTokenUsageRoutingStrategy();
            case "failover, lowest-token-usage" ->
                new FailoverStrategy(new LowestTokenUsageRoutingStrategy(), Duration.ofMinutes(1));
            default -> throw new IllegalArgumentException("'" + name + "' is not a strategy of the community router.");
        };
    }
}
