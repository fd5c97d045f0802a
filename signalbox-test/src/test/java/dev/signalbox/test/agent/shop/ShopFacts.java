package dev.signalbox.test.agent.shop;

import dev.signalbox.agent.tool.IdempotencyKey;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How the shop's document is read and written. */
final class ShopFacts {

    private ShopFacts() {}

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    static ObjectNode user(ObjectNode shop, String user) {
        return child(shop, "users", user);
    }

    static ObjectNode order(ObjectNode shop, String order) {
        return child(shop, "orders", order);
    }

    static ObjectNode method(ObjectNode user, String method) {
        return child(user, "methods", method);
    }

    private static ObjectNode child(ObjectNode parent, String kind, String id) {
        JsonNode found = parent.path(kind).path(id);
        require(found.isObject(), "There is nothing like " + id + " among the " + kind + ".");
        return (ObjectNode) found;
    }

    static ObjectNode pending(ObjectNode shop, String order) {
        return in("pending", order(shop, order));
    }

    static ObjectNode delivered(ObjectNode shop, String order) {
        return in("delivered", order(shop, order));
    }

    private static ObjectNode in(String status, ObjectNode order) {
        require(order.path("status").asString().equals(status), "The order is not " + status + ".");
        return order;
    }

    static ObjectNode item(ObjectNode order, String sku) {
        for (JsonNode item : order.path("items")) {
            if (item.path("sku").asString().equals(sku)) {
                return (ObjectNode) item;
            }
        }
        throw new IllegalArgumentException("The order has no " + sku + ".");
    }

    static void address(ObjectNode of, String street, String city, String zip) {
        of.putObject("address").put("street", street).put("city", city).put("zip", zip);
    }

    private static ObjectNode variant(ObjectNode shop, String sku) {
        for (JsonNode product : shop.path("products")) {
            if (product.path("variants").has(sku)) {
                return (ObjectNode) product.path("variants").path(sku);
            }
        }
        throw new IllegalArgumentException("There is no " + sku + ".");
    }

    /** Takes from the stock; answers the price. */
    static int take(ObjectNode shop, String sku, int quantity) {
        ObjectNode variant = variant(shop, sku);
        int left = variant.path("stock").asInt() - quantity;
        require(left >= 0, "There are not so many of " + sku + ".");
        variant.put("stock", left);
        return variant.path("price").asInt();
    }

    /** Puts back into the stock; answers the price. */
    static int put(ObjectNode shop, String sku, int quantity) {
        ObjectNode variant = variant(shop, sku);
        variant.put("stock", variant.path("stock").asInt() + quantity);
        return variant.path("price").asInt();
    }

    static ObjectNode newOrder(ObjectNode shop, String user, String sku, int quantity, String method) {
        ObjectNode customer = user(shop, user);
        method(customer, method);
        int price = take(shop, sku, quantity);
        ObjectNode order = shop.objectNode().put("user", user).put("status", "pending");
        order.putArray("items").addObject().put("sku", sku).put("quantity", quantity);
        order.put("total", price * quantity).put("method", method);
        order.set("address", customer.path("address").deepCopy());
        return order;
    }

    /** What was answered when something was done with that key. */
    static Optional<String> done(ObjectNode shop, IdempotencyKey key) {
        return Optional.ofNullable(shop.path("done").path(key.value()).asString(null));
    }

    static String done(ObjectNode shop, IdempotencyKey key, String answer) {
        shop.withObject("/done").put(key.value(), answer);
        return answer;
    }
}
