package dev.signalbox.test.agent.shop;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One thing that a customer wants.
 *
 * @param id names it
 * @param ask what the customer wants
 * @param rounds the tools that are used for it, those of one round at once
 * @param end what is then otherwise in the shop: path → value
 */
record ShopTask(String id, String ask, List<List<Use>> rounds, Map<String, JsonNode> end) {

    private static final JsonMapper JSON = new JsonMapper();

    /** The use of a tool. */
    record Use(String tool, JsonNode arguments) {}

    static List<ShopTask> all() {
        return JSON.readValue(resource("tasks.json"), new TypeReference<List<ShopTask>>() {});
    }

    static ObjectNode shop() {
        return (ObjectNode) JSON.readTree(resource("shop.json"));
    }

    private static byte[] resource(String name) {
        try (InputStream resource = ShopTask.class.getResourceAsStream(name)) {
            return resource.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is otherwise in one document than in another; what was paid is compared without keys, which are chance. */
    static Map<String, JsonNode> difference(ObjectNode before, ObjectNode after) {
        Map<String, JsonNode> different = new TreeMap<>();
        compare("", before, after, different);
        return different;
    }

    private static void compare(String path, JsonNode before, JsonNode after, Map<String, JsonNode> different) {
        if (path.equals("/done") || before.equals(after)) {
            return;
        } else if (path.equals("/payments")) {
            List<String> receipts = new ArrayList<>();
            after.forEach(receipt -> receipts.add(receipt.asString()));
            different.put(path, JSON.valueToTree(receipts.stream().sorted().toList()));
        } else if (before.isObject() && after.isObject()) {
            before.propertyNames()
                    .forEach(name -> compare(path + "/" + name, before.path(name), after.path(name), different));
            after.propertyNames().stream()
                    .filter(name -> !before.has(name))
                    .forEach(name -> compare(path + "/" + name, before.path(name), after.path(name), different));
        } else {
            different.put(path, after);
        }
    }

    @Override
    public String toString() {
        return id;
    }
}
