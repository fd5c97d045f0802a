package dev.signalbox.test.aimock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.test.gateway.GatewayHouse;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** The gateway before each dialect of a mock that others have made: bytes pass, or are translated, and the client cannot tell. */
@Tag("aimock")
class GatewayAimockTests {

    private static GatewayHouse house;

    @BeforeAll
    static void open() {
        List<String> properties = new ArrayList<>();
        for (Upstream upstream : Upstream.values()) {
            String name = name(upstream);
            properties.add("signalbox.providers." + name + ".dialect=" + upstream.dialectName());
            properties.add("signalbox.providers." + name + ".base-url=" + upstream.baseUrl());
            properties.add("signalbox.providers." + name + ".api-key=sk-test");
            for (String model : List.of("good", "limited", "failing", "cut", upstream.name())) {
                String prefix = "signalbox.models." + name + "-" + suffix(model) + ".deployments[0].";
                properties.add(prefix + "provider=" + name);
                properties.add(prefix + "model-id=" + model);
                properties.add(prefix + "price.input=1");
                properties.add(prefix + "price.output=1");
            }
        }
        properties.add("signalbox.policies.default.models=" + name(Upstream.values()[0]) + "-good");
        house = GatewayHouse.with(properties.toArray(String[]::new));
    }

    @AfterAll
    static void shut() {
        house.close();
    }

    private static String name(Upstream upstream) {
        return upstream.dialectName() + "-house";
    }

    /** Names are lower case. */
    private static String suffix(String model) {
        return model.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String asking(Upstream upstream, String model, boolean stream) {
        return "{\"model\":\"" + name(upstream) + "-" + suffix(model) + "\",\"stream\":" + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"Where is the Alhambra?\"}]}";
    }

    @ParameterizedTest
    @EnumSource
    void answersWhole(Upstream upstream) {
        JsonNode answer = GatewayHouse.json(house.chat(asking(upstream, "good", false)));

        assertThat(answer.at("/choices/0/message/content").stringValue()).isEqualTo("The Alhambra is in Granada.");
        assertThat(answer.path("provider").stringValue()).isEqualTo(name(upstream));
        assertThat(answer.at("/usage/cost").isNumber()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void streams(Upstream upstream) {
        List<String> events = GatewayHouse.events(house.chat(asking(upstream, "good", true)));

        StringBuilder text = new StringBuilder();
        events.subList(0, events.size() - 1).stream()
                .map(GatewayHouse.JSON::readTree)
                .map(event -> event.at("/choices/0/delta/content"))
                .filter(JsonNode::isString)
                .forEach(piece -> text.append(piece.stringValue()));
        assertThat(text).hasToString("The Alhambra is in Granada.");
        assertThat(events).last().isEqualTo("[DONE]");
    }

    @ParameterizedTest
    @EnumSource
    void callsTools(Upstream upstream) {
        String tools = "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"weather\",\"parameters\":"
                + "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}}}],";
        String body = asking(upstream, upstream.name(), false)
                .replace("\"messages\"", tools + "\"messages\"")
                .replace("Where is the Alhambra?", "How is the weather?");

        JsonNode call = GatewayHouse.json(house.chat(body)).at("/choices/0/message/tool_calls/0/function");

        assertThat(call.path("name").stringValue()).isEqualTo("weather");
        assertThat(GatewayHouse.JSON
                        .readTree(call.path("arguments").stringValue())
                        .path("city")
                        .stringValue())
                .isEqualTo("Granada");
    }

    @ParameterizedTest
    @EnumSource
    void tellsHowTheProviderFails(Upstream upstream) {
        HttpResponse<String> limited = house.chat(asking(upstream, "limited", false));
        HttpResponse<String> failing = house.chat(asking(upstream, "failing", true));
        HttpResponse<String> cut = house.chat(asking(upstream, "cut", true));

        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValue("Retry-After")).isPresent();
        assertThat(failing.statusCode()).isEqualTo(502);
        assertThat(cut.body()).contains("\"finish_reason\":\"error\"").endsWith("data: [DONE]\n\n");
    }
}
