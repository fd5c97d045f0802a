package dev.signalbox.router.gateway;

import dev.signalbox.router.key.KeySecret;
import dev.signalbox.router.key.VirtualKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import lombok.extern.slf4j.Slf4j;
import org.springframework.boot.convert.DurationStyle;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists, makes, changes, rotates and deletes virtual keys. */
@Slf4j
final class ManagementEndpoint {

    private static final int PAGE = 100;
    private static final String ROTATE = "rotate";
    private static final Duration LONGEST_GRACE = Duration.ofDays(30);
    /** What holds a secret is for nobody on the way to keep. */
    private static final Map<String, String> NO_STORE = Map.of("Cache-Control", "no-store");

    private final KeyManagement management;
    private final ManagedKeys keys;
    private final KeyReader reader;
    private final KeyWriter writer;
    private final KeyUsage usage;
    private final InstantSource clock;

    ManagementEndpoint(KeyManagement management, GatewayHandler.Parts parts) {
        this.management = management;
        this.keys = new ManagedKeys(management.keys());
        this.reader = new KeyReader(parts.router(), management.countsRates());
        this.writer = new KeyWriter(parts.router());
        this.usage = new KeyUsage(parts.ledger(), parts.clock());
        this.clock = parts.clock();
    }

    /** Of {@code keys}, {@code keys/NAME} and {@code keys/NAME/rotate}. */
    void handle(GatewayRequest request) {
        List<String> path = List.of(request.path().split("/", -1));
        if (path.size() == 1) {
            handleAll(request);
        } else if (path.size() == 2) {
            handleOne(request, path.get(1));
        } else if (path.size() == 3 && path.get(2).equals(ROTATE)) {
            requireMethod(request, "POST");
            rotate(request, path.get(1));
        } else {
            throw GatewayException.of(ErrorType.NOT_FOUND, "There is nothing at this path.");
        }
    }

    private void handleAll(GatewayRequest request) {
        requireMethod(request, "GET", "POST");
        if (request.http().getMethod().equals("GET")) {
            list(request);
        } else {
            create(request);
        }
    }

    private void handleOne(GatewayRequest request, String name) {
        requireMethod(request, "GET", "PATCH", "DELETE");
        switch (request.http().getMethod()) {
            case "GET" -> request.send(Map.of("data", shown(keys.named(name))));
            case "PATCH" -> change(request, name);
            default -> delete(request, name);
        }
    }

    private static void requireMethod(GatewayRequest request, String... methods) {
        if (!List.of(methods).contains(request.http().getMethod())) {
            String allowed = String.join(", ", methods);
            request.response().setHeader("Allow", allowed);
            throw GatewayException.of(ErrorType.METHOD_NOT_ALLOWED, "This path takes " + allowed + " requests only.");
        }
    }

    private void list(GatewayRequest request) {
        boolean onlyEnabled = "false".equals(request.http().getParameter("include_disabled"));
        List<VirtualKey> all = keys.all().stream()
                .filter(key -> !onlyEnabled || !key.disabled())
                .toList();
        KeyUsage.Costs costs = usage.of(null);
        ObjectNode list = GatewayJson.object();
        ArrayNode data = list.putArray("data");
        all.stream()
                .skip(offset(request))
                .limit(PAGE)
                .map(key -> writer.managed(key, keys.isConfigured(key.name()), costs))
                .forEach(data::add);
        request.send(list.put("total_count", all.size()));
    }

    private static long offset(GatewayRequest request) {
        String offset = request.http().getParameter("offset");
        if (offset != null && !offset.matches("\\d{1,9}")) {
            throw GatewayException.of(ErrorType.INVALID_REQUEST, "'offset' must be a whole number, 0 or more.");
        }
        return offset == null ? 0 : Long.parseLong(offset);
    }

    private ObjectNode shown(VirtualKey key) {
        return writer.managed(key, keys.isConfigured(key.name()), usage.of(key.name()));
    }

    /** What can fail comes before the secret is in force, which nobody could ever show again. */
    private void create(GatewayRequest request) {
        ObjectNode body = request.body();
        KeySecret secret = management.newSecret();
        VirtualKey fresh = VirtualKey.builder()
                .name(KeyReader.name(body))
                .hash(secret.hash())
                .label(secret.label())
                .createdAt(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .build();
        VirtualKey key = reader.read(body, fresh);
        ObjectNode told = shown(key);
        keys.add(key);
        log.info("The key '{}' was made", key.name());
        send(request, 201, told, secret);
    }

    private void change(GatewayRequest request, String name) {
        ObjectNode body = request.body();
        VirtualKey changed = keys.update(name, key -> reader.read(body, key));
        log.info("The key '{}' was changed", name);
        request.send(Map.of("data", shown(changed)));
    }

    private void rotate(GatewayRequest request, String name) {
        ObjectNode body = request.bodyIfAny();
        Duration grace = body == null ? Duration.ZERO : grace(Field.of(body).get("grace"));
        Instant until = clock.instant().plus(grace).truncatedTo(ChronoUnit.MILLIS);
        KeySecret secret = management.newSecret();
        shown(keys.named(name)); // fails now if the stores do
        VirtualKey changed = keys.update(name, key -> key.rotated(secret, grace.isZero() ? null : until));
        log.info("The key '{}' has a new secret", name);
        send(request, 200, shown(changed), secret);
    }

    private static Duration grace(Field field) {
        try {
            Duration grace = DurationStyle.detectAndParse(field.text("0s"), ChronoUnit.SECONDS);
            if (!grace.isNegative() && grace.compareTo(LONGEST_GRACE) <= 0) {
                return grace;
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            // Said below.
        }
        throw field.wrong("must be a time from 0s to 30d, for example 1h or PT1H");
    }

    private void delete(GatewayRequest request, String name) {
        keys.remove(name);
        log.info("The key '{}' was deleted", name);
        request.send(Map.of("deleted", true));
    }

    private static void send(GatewayRequest request, int status, ObjectNode key, KeySecret secret) {
        ObjectNode told = GatewayJson.object();
        told.set("data", key);
        told.put("key", secret.value());
        request.send(status, GatewayJson.bytes(told), NO_STORE);
    }
}
