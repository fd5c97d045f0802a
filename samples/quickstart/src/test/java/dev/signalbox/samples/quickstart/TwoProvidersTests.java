package dev.signalbox.samples.quickstart;

import static dev.signalbox.test.SignalboxAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.invocation.InvocationParameters;
import dev.signalbox.router.Facts;
import dev.signalbox.router.RoutedCalls;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.event.RouterListener;
import dev.signalbox.router.resilience.FailureKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** The quickstart's AI service against two provider processes over HTTP, one of which is killed at the end. */
@SpringBootTest
@ActiveProfiles("processes")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoProvidersTests {

    private static final Process ONE = provider("one");
    private static final Process TWO = provider("two");

    @Autowired
    private TravelDesk desk;

    @Autowired
    private Queue<RoutedCall> calls;

    @MockitoBean
    private Demo demo;

    @TestConfiguration
    static class Recording {

        private final Queue<RoutedCall> calls = new ConcurrentLinkedQueue<>();

        @Bean
        Queue<RoutedCall> calls() {
            return calls;
        }

        @Bean
        RouterListener recorder() {
            return event -> {
                if (event instanceof RouterEvent.CallEnded ended) {
                    calls.add(ended.call());
                }
            };
        }
    }

    @DynamicPropertySource
    static void providers(DynamicPropertyRegistry registry) {
        String one = firstLine(ONE);
        String two = firstLine(TWO);
        registry.add("one.url", () -> one);
        registry.add("two.url", () -> two);
    }

    @BeforeEach
    void forget() {
        calls.clear();
    }

    @AfterAll
    static void stop() {
        ONE.destroyForcibly();
        TWO.destroyForcibly();
    }

    @Test
    @Order(1)
    void plansWithTheStrongModelInAStructuredAnswer() {
        TravelDesk.Plan plan = desk.plan("Plan two days in Bergen.");

        assertThat(plan).isEqualTo(new TravelDesk.Plan("Bergen", List.of("Bryggen", "Floyen")));
        // 100 · 3 + 20 · 0.3 + 45 · 15 USD per million
        assertThat(onlyCall()).answeredBy("one/large").usage(120, 45).cost("0.000981");
        assertThat(onlyCall().decision()).usedPolicy("planning");
    }

    @Test
    @Order(2)
    void repliesWithTheSmallModelThroughAToolLoop() {
        InvocationParameters facts = Facts.tenant("acme").asParameters();

        String reply = desk.reply("What is the weather in Bergen?", facts);

        assertThat(reply).isEqualTo("Take a raincoat, says two.");
        List<RoutedCall> rounds = RoutedCalls.of(facts);
        assertThat(rounds).hasSize(2);
        assertThat(rounds.get(0)).answeredBy("two/small").usage(80, 12).cost("0.0000128");
        assertThat(rounds.get(1)).answeredBy("two/small").usage(101, 9).cost("0.0000137");
    }

    @Test
    @Order(3)
    void streams() throws Exception {
        assertThat(stream()).isEqualTo("Yes, says two.");

        assertThat(onlyCall()).answeredBy("two/small").usage(33, 7).cost("0.0000061");
    }

    @Test
    @Order(4)
    void fallsBackWhenTheProviderIsKilled() throws Exception {
        TWO.destroyForcibly().waitFor(10, TimeUnit.SECONDS);

        String reply = desk.reply("Is Bergen worth a visit?", Facts.none().asParameters());

        assertThat(reply).isEqualTo("Yes, says one.");
        assertThat(onlyCall())
                .tried("two/small", "one/large")
                .after(FailureKind.NETWORK)
                .answeredBy("one/large");

        calls.clear();
        assertThat(stream()).isEqualTo("Yes, says one.");
        assertThat(onlyCall())
                .tried("two/small", "one/large")
                .after(FailureKind.NETWORK)
                .cost("0.000204");
    }

    private RoutedCall onlyCall() {
        assertThat(calls).hasSize(1);
        return calls.element();
    }

    private String stream() throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        StringBuffer text = new StringBuffer();
        desk.tell("Is Bergen worth a visit?")
                .onPartialResponse(text::append)
                .onCompleteResponse(response -> answer.complete(text.toString()))
                .onError(answer::completeExceptionally)
                .start();
        return answer.get(30, TimeUnit.SECONDS);
    }

    private static Process provider(String name) {
        String java = ProcessHandle.current().info().command().orElse("java");
        try {
            return new ProcessBuilder(
                            java, "-cp", System.getProperty("java.class.path"), TravelProvider.class.getName(), name)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String firstLine(Process process) {
        BufferedReader output = process.inputReader();
        try {
            return output.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
