package dev.signalbox.test.agent.shop;

import dev.langchain4j.agent.tool.Tool;
import dev.signalbox.agent.tool.Effect;
import dev.signalbox.agent.tool.IdempotencyKey;
import dev.signalbox.agent.tool.ToolEffect;
import dev.signalbox.test.agent.EffectLog;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What can be looked up in the shop, and what may be written again with the same key without doing it again. */
@RequiredArgsConstructor
final class ShopDesk {

    private final ShopDatabase database;
    private final EffectLog effects;

    @Tool("The customer with this e-mail address")
    @ToolEffect(Effect.READ)
    String findUser(String email) {
        return user(known -> known.path("email").asString().equals(email));
    }

    @Tool("The customer with this name and ZIP code")
    @ToolEffect(Effect.READ)
    String findUserByName(String name, String zip) {
        return user(known -> known.path("name").asString().equals(name)
                && known.path("address").path("zip").asString().equals(zip));
    }

    private String user(Predicate<JsonNode> wanted) {
        return database.read().path("users").properties().stream()
                .filter(entry -> wanted.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("There is no such customer.");
    }

    @Tool("All that is known of a customer")
    @ToolEffect(Effect.READ)
    String getUser(String user) {
        return ShopFacts.user(database.read(), user).toString();
    }

    @Tool("An order with its items")
    @ToolEffect(Effect.READ)
    String getOrder(String order) {
        return ShopFacts.order(database.read(), order).toString();
    }

    @Tool("The names of all products")
    @ToolEffect(Effect.READ)
    String listProducts() {
        StringBuilder names = new StringBuilder();
        database.read()
                .path("products")
                .properties()
                .forEach(product -> names.append(product.getKey())
                        .append(' ')
                        .append(product.getValue().path("name").asString())
                        .append('\n'));
        return names.toString();
    }

    @Tool("A product with its variants, prices and stock")
    @ToolEffect(Effect.READ)
    String getProduct(String product) {
        return database.read().path("products").path(product).toString();
    }

    @Tool("Changes a customer's address")
    @ToolEffect(Effect.IDEMPOTENT)
    String moveUser(String user, String street, String city, String zip) {
        return database.change(shop -> {
            ShopFacts.address(ShopFacts.user(shop, user), street, city, zip);
            return "moved";
        });
    }

    @Tool("Changes where a pending order goes")
    String readdressOrder(String order, String street, String city, String zip) {
        return database.change(shop -> {
            ShopFacts.address(ShopFacts.pending(shop, order), street, city, zip);
            return "readdressed";
        });
    }

    @Tool("Orders something that is in stock")
    @ToolEffect(Effect.IDEMPOTENT)
    String placeOrder(String user, String sku, int quantity, String method, IdempotencyKey key) {
        return once(key, shop -> {
            String order = "o-" + shop.path("nextOrder").asInt();
            ObjectNode placed = ShopFacts.newOrder(shop, user, sku, quantity, method);
            shop.withObject("/orders").set(order, placed);
            shop.put("nextOrder", shop.path("nextOrder").asInt() + 1);
            return order;
        });
    }

    @Tool("Asks for the return of delivered items")
    @ToolEffect(Effect.IDEMPOTENT)
    String returnItems(String order, String[] skus, String method, IdempotencyKey key) {
        return once(key, shop -> {
            ObjectNode delivered = ShopFacts.delivered(shop, order);
            for (String sku : skus) {
                ShopFacts.item(delivered, sku);
                delivered.withArray("/requests").add("return " + sku + " to " + method);
            }
            return "a return of " + skus.length + " items is asked for";
        });
    }

    @Tool("Asks for the exchange of a delivered item for another variant or product")
    @ToolEffect(Effect.IDEMPOTENT)
    String exchangeItem(String order, String from, String to, String method, IdempotencyKey key) {
        return once(key, shop -> {
            ObjectNode delivered = ShopFacts.delivered(shop, order);
            ShopFacts.item(delivered, from);
            ShopFacts.take(shop, to, 1);
            delivered.withArray("/requests").add("exchange " + from + " for " + to + " by " + method);
            return "an exchange is asked for";
        });
    }

    @Tool("Replaces an item of a pending order")
    @ToolEffect(Effect.IDEMPOTENT)
    String swapItem(String order, String from, String to, IdempotencyKey key) {
        return once(key, shop -> {
            ObjectNode pending = ShopFacts.pending(shop, order);
            ObjectNode item = ShopFacts.item(pending, from);
            int quantity = item.path("quantity").asInt();
            int before = ShopFacts.put(shop, from, quantity) * quantity;
            int after = ShopFacts.take(shop, to, quantity) * quantity;
            item.put("sku", to);
            pending.put("total", pending.path("total").asInt() - before + after);
            return "swapped";
        });
    }

    @Tool("Leaves a note for a colleague")
    @ToolEffect(Effect.IDEMPOTENT)
    String leaveNote(String about, String text, IdempotencyKey key) {
        return once(key, shop -> {
            shop.withObject("/notes").put(about, shop.path("notes").path(about).asString("") + text + ".");
            return "noted";
        });
    }

    /** What was done with the same key before is not done again. */
    private String once(IdempotencyKey key, Function<ObjectNode, String> change) {
        return database.change(shop -> {
            Optional<String> before = ShopFacts.done(shop, key);
            effects.happened(before.isPresent() ? "asked again" : "done");
            return before.orElseGet(() -> ShopFacts.done(shop, key, change.apply(shop)));
        });
    }
}
