package dev.signalbox.test.agent.shop;

import dev.langchain4j.agent.tool.Tool;
import dev.signalbox.agent.tool.Effect;
import dev.signalbox.agent.tool.ToolEffect;
import dev.signalbox.agent.tool.TransactionalTools;
import javax.sql.DataSource;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is written together with the journal, so that it is done exactly once. */
@RequiredArgsConstructor
final class ShopBooks implements TransactionalTools {

    private final ShopDatabase database;

    @Override
    public DataSource dataSource() {
        return database.dataSource();
    }

    @Tool("Cancels a pending order, and puts its items back")
    @ToolEffect(Effect.TRANSACTIONAL)
    String cancelOrder(String order, String reason) {
        return database.change(shop -> {
            ObjectNode pending = ShopFacts.pending(shop, order);
            for (JsonNode item : pending.path("items")) {
                ShopFacts.put(
                        shop, item.path("sku").asString(), item.path("quantity").asInt());
            }
            ObjectNode means = ShopFacts.method(
                    ShopFacts.user(shop, pending.path("user").asString()),
                    pending.path("method").asString());
            String account = means.path("kind").asString().equals("gift") ? "balance" : "charged";
            int back = pending.path("total").asInt() * (account.equals("balance") ? 1 : -1);
            means.put(account, means.path(account).asInt() + back);
            pending.put("status", "cancelled");
            pending.withArray("/requests").add("cancel: " + reason);
            return "cancelled";
        });
    }

    @Tool("Gives a customer points")
    @ToolEffect(Effect.TRANSACTIONAL)
    String grantPoints(String user, int points) {
        return database.change(shop -> {
            ObjectNode customer = ShopFacts.user(shop, user);
            customer.put("points", customer.path("points").asInt() + points);
            return "now " + customer.path("points");
        });
    }
}
