package dev.signalbox.test.agent.shop;

import dev.langchain4j.agent.tool.Tool;
import dev.signalbox.agent.approval.RequiresApproval;
import dev.signalbox.agent.tool.Effect;
import dev.signalbox.agent.tool.IdempotencyKey;
import dev.signalbox.agent.tool.Reconcile;
import dev.signalbox.agent.tool.ToolEffect;
import dev.signalbox.test.agent.EffectLog;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.node.ObjectNode;

/** Money that must not move twice. */
@RequiredArgsConstructor
final class ShopTill {

    private final ShopDatabase database;
    private final EffectLog effects;

    @Tool("Takes money from a customer's gift card or card")
    @ToolEffect(Effect.ONCE)
    String pay(String user, String method, int cents, String about, IdempotencyKey key) {
        return database.change(shop -> {
            ObjectNode means = ShopFacts.method(ShopFacts.user(shop, user), method);
            if (means.path("kind").asString().equals("gift")) {
                int left = means.path("balance").asInt() - cents;
                ShopFacts.require(left >= 0, "The gift card holds too little.");
                means.put("balance", left);
            } else {
                means.put("charged", means.path("charged").asInt() + cents);
            }
            effects.happened("pay " + about + " by " + method);
            String receipt = about + ": " + cents + " by " + method;
            shop.withObject("/payments").put(key.value(), receipt);
            return receipt;
        });
    }

    @Reconcile("pay")
    Optional<String> paid(IdempotencyKey key) {
        return Optional.ofNullable(
                database.read().path("payments").path(key.value()).asString(null));
    }

    /** Nobody but a person can say whether it was done. */
    @Tool("Gives money back for an order")
    @ToolEffect(Effect.ONCE)
    @RequiresApproval(by = "shift lead")
    String refund(String order, int cents) {
        return database.change(shop -> {
            ObjectNode refunded = ShopFacts.order(shop, order);
            refunded.put("refunded", refunded.path("refunded").asInt() + cents);
            effects.happened("refund " + order);
            return "refunded " + cents;
        });
    }
}
