package dev.signalbox.test.observe;

import static dev.signalbox.test.observe.Trace.attributes;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.listener.ChatModelRequestContext;
import dev.signalbox.router.Facts;
import dev.signalbox.test.correlation.Recording;
import dev.signalbox.test.provider.FakeProvider;
import dev.signalbox.test.provider.FakeReply;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** A streamed AI-service call that uses a tool and falls back, as a collector of traces gets it from a real application. */
class TraceTests {

    private static final String QUESTION = "What is the weather in Bergen? Nobody may see this.";

    private final FakeProvider north = FakeProvider.start();
    private final FakeProvider south = FakeProvider.start();
    private OtlpCollector collector;
    private String loggedTrace;
    private List<String> loggedSpans;

    @Configuration
    @EnableAutoConfiguration
    @Import(Weather.class)
    static class Application {

        final List<String> spansWhileSending = new CopyOnWriteArrayList<>();

        @Bean
        ChatModelListener log() {
            return new ChatModelListener() {
                @Override
                public void onRequest(ChatModelRequestContext request) {
                    spansWhileSending.add(MDC.get("spanId"));
                }
            };
        }
    }

    @BeforeEach
    void start() throws IOException {
        collector = new OtlpCollector();
        north.always(FakeReply.rateLimited(Duration.ofMinutes(1)));
        south.reply(
                FakeReply.toolCall("weather", "{\"city\":\"Bergen\"}").usage(30, 8),
                FakeReply.text("It rains, nobody may see.").usage(50, 6).model("large-2026"));
    }

    @AfterEach
    void stop() {
        collector.close();
        north.close();
        south.close();
    }

    /** Closing the application sends what was observed. */
    private Trace trace(String... more) {
        List<String> properties = new ArrayList<>(List.of(
                "spring.application.name=travel",
                "spring.main.banner-mode=off",
                "management.tracing.sampling.probability=1",
                "management.opentelemetry.tracing.export.otlp.endpoint=" + collector.endpoint(),
                "signalbox.providers.north.dialect=openai",
                "signalbox.providers.north.base-url=" + north.baseUrl(),
                "signalbox.providers.north.api-key=sk-north",
                "signalbox.providers.south.dialect=openai",
                "signalbox.providers.south.base-url=" + south.baseUrl(),
                "signalbox.providers.south.api-key=sk-south",
                "signalbox.models.large.deployments=north/large-n,south/large-s",
                "signalbox.policies.routine.models=large"));
        properties.addAll(List.of(more));
        try (ConfigurableApplicationContext application = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties(properties.toArray(String[]::new))
                .run()) {
            TravelDesk desk = application.getBean(TravelDesk.class);
            Observation.createNotStarted("travel request", application.getBean(ObservationRegistry.class))
                    .observe(() -> Recording.of(desk.tell(
                                    QUESTION,
                                    Facts.tenant("acme").session("s-17").asParameters()))
                            .response());
            loggedTrace = application.getBean(Weather.class).loggedTrace;
            loggedSpans = List.copyOf(application.getBean(Application.class).spansWhileSending);
        }
        return new Trace(collector.spans());
    }

    @Test
    void everySpanHasItsParentItsNameAndItsAttributes() {
        Trace trace = trace();

        assertThat(trace).hasToString("""
                travel request
                  route routine
                    chat large-n
                    chat large-s
                  weather
                  route routine
                    chat large-s
                """);
        assertThat(trace.spans())
                .extracting(Span::getTraceId)
                .containsOnly(trace.only("travel request").getTraceId());

        Span refused = trace.only("chat large-n");
        assertThat(refused.getKind()).isEqualTo(SpanKind.SPAN_KIND_CLIENT);
        assertThat(refused.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
        assertThat(attributes(refused))
                .containsEntry("gen_ai.provider.name", "north")
                .containsEntry("error.type", "rate-limited")
                .containsEntry("http.response.status_code", "429")
                .containsEntry("signalbox.attempt.kind", "first")
                .doesNotContainKey("gen_ai.usage.input_tokens");

        Span asking = trace.named("chat large-s").get(0);
        assertThat(asking.getKind()).isEqualTo(SpanKind.SPAN_KIND_CLIENT);
        assertThat(asking.getStatus().getCode()).isNotEqualTo(StatusCode.STATUS_CODE_ERROR);
        assertThat(attributes(asking))
                .containsEntry("gen_ai.operation.name", "chat")
                .containsEntry("gen_ai.provider.name", "south")
                .containsEntry("gen_ai.request.model", "large-s")
                .containsEntry("gen_ai.request.stream", "true")
                .containsEntry("gen_ai.response.finish_reasons", "[\"tool_call\"]")
                .containsEntry("gen_ai.usage.input_tokens", "30")
                .containsEntry("gen_ai.usage.output_tokens", "8")
                .containsEntry("gen_ai.conversation.id", "s-17")
                .containsEntry("server.address", "127.0.0.1")
                .containsEntry("signalbox.attempt.kind", "retry")
                .containsKeys("gen_ai.response.id", "gen_ai.response.time_to_first_chunk");

        Span answering = trace.named("chat large-s").get(1);
        assertThat(attributes(answering))
                .containsEntry("gen_ai.response.finish_reasons", "[\"stop\"]")
                .containsEntry("gen_ai.response.model", "large-2026")
                .containsEntry("signalbox.attempt.kind", "first");

        assertThat(trace.named("route routine")).allSatisfy(call -> {
            assertThat(call.getKind()).isEqualTo(SpanKind.SPAN_KIND_INTERNAL);
            assertThat(call.getStatus().getCode()).isNotEqualTo(StatusCode.STATUS_CODE_ERROR);
            assertThat(attributes(call))
                    .containsEntry("signalbox.policy", "routine")
                    .containsEntry("signalbox.policy.source", "method")
                    .containsEntry("signalbox.service", TravelDesk.class.getName())
                    .containsEntry("signalbox.method", "tell")
                    .containsEntry("signalbox.tenant", "acme")
                    .containsEntry("signalbox.deployment", "south/large-s")
                    .containsEntry("signalbox.outcome", "success");
        });
    }

    @Test
    void logLinesCarryTheTraceOfTheCallerInToolsAndTheSpanOfTheAttemptWhileItIsSent() {
        Trace trace = trace();

        assertThat(loggedTrace).isEqualTo(hex(trace.only("travel request").getTraceId()));
        assertThat(loggedSpans)
                .containsExactly(
                        hex(trace.only("chat large-n").getSpanId()),
                        hex(trace.named("chat large-s").get(0).getSpanId()),
                        hex(trace.named("chat large-s").get(1).getSpanId()));
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    @Test
    void nothingThatIsSaidAndNoKeyLeavesTheHouseUnasked() {
        trace();

        assertThat(collector.everything())
                .contains("large-2026")
                .doesNotContainIgnoringCase("nobody may see")
                .doesNotContain("Bergen", "sk-north", "sk-south");
    }

    @Test
    void whatIsSaidIsShownWhereThePropertySaysSo() {
        Trace trace = trace("signalbox.observations.content=true");

        assertThat(attributes(trace.named("chat large-s").get(1)).get("gen_ai.input.messages"))
                .contains("\"role\":\"user\"", QUESTION, "tool_call", "rain in Bergen");
        assertThat(attributes(trace.named("chat large-s").get(1)).get("gen_ai.output.messages"))
                .contains("It rains");
        assertThat(collector.everything()).doesNotContain("sk-north", "sk-south");
    }

    @Test
    void aPropertySwitchesItOff() {
        Trace trace = trace("signalbox.observations.enabled=false");

        assertThat(trace).hasToString("""
                travel request
                  weather
                """);
    }
}
