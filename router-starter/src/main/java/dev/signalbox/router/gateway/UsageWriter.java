package dev.signalbox.router.gateway;

import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.usage.Cost;
import dev.signalbox.router.usage.Usage;
import java.math.BigDecimal;
import tools.jackson.databind.node.ObjectNode;

/** Writes what an answer used and cost: its tokens, and the money for all attempts of its call. */
final class UsageWriter {

    private UsageWriter() {}

    /** OpenAI's form, with OpenRouter's additions. */
    static ObjectNode write(RoutedCall call) {
        Usage tokens = Answered.usage(call);
        ObjectNode usage = GatewayJson.object();
        usage.put("prompt_tokens", tokens.input());
        usage.put("completion_tokens", tokens.output());
        usage.put("total_tokens", tokens.total());
        usage.putObject("prompt_tokens_details")
                .put("cached_tokens", tokens.cachedInput())
                .put("cache_write_tokens", tokens.cacheWrite());
        usage.putObject("completion_tokens_details").put("reasoning_tokens", tokens.reasoning());
        addCost(usage, call);
        return usage;
    }

    /** What vectors cost: there is no output. */
    static ObjectNode writeEmbeddings(RoutedCall call) {
        Usage tokens = Answered.usage(call);
        ObjectNode usage = GatewayJson.object();
        usage.put("prompt_tokens", tokens.input());
        usage.put("total_tokens", tokens.total());
        addCost(usage, call);
        return usage;
    }

    /** Unknown is not zero. */
    static void addCost(ObjectNode usage, RoutedCall call) {
        Cost cost = call.cost();
        BigDecimal usd = cost.complete() ? GatewayJson.amount(cost.usd()) : null;
        usage.put("cost", usd);
        usage.put("is_byok", false);
        if (usd == null) {
            usage.putNull("cost_details");
        } else {
            BigDecimal prompt = GatewayJson.amount(ofPrompts(call).usd());
            usage.putObject("cost_details")
                    .put("upstream_inference_cost", usd)
                    .put("upstream_inference_prompt_cost", prompt)
                    .put("upstream_inference_completions_cost", GatewayJson.amount(usd.subtract(prompt)));
        }
    }

    private static Cost ofPrompts(RoutedCall call) {
        return call.attempts().stream()
                .map(attempt -> {
                    Usage used = attempt.usage();
                    Usage prompt = new Usage(used.input(), used.cachedInput(), used.cacheWrite(), 0, 0, false);
                    return Cost.of(prompt, attempt.deployment().price());
                })
                .reduce(Cost.ZERO, Cost::plus);
    }
}
