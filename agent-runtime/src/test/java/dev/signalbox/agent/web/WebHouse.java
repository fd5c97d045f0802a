package dev.signalbox.agent.web;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.agent.AgentProgram;
import dev.signalbox.agent.AgentRuntime;
import dev.signalbox.agent.AgentTools;
import dev.signalbox.agent.Run;
import dev.signalbox.agent.approval.RequiresApproval;
import dev.signalbox.agent.dispatch.Lease;
import dev.signalbox.agent.dispatch.RunDispatcher;
import dev.signalbox.agent.dispatch.SliceEnd;
import dev.signalbox.agent.dispatch.SliceWorker;
import dev.signalbox.agent.journal.JournalStore;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.store.memory.MemoryJournalStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real server with agents. */
final class WebHouse implements AutoCloseable {

    private final ServletWebServerApplicationContext context;
    final HttpClient client = HttpClient.newHttpClient();
    final URI base;

    /** What came back. */
    record Answer(int status, String type, String location, JsonNode body) {}

    WebHouse(String... properties) {
        context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.SERVLET)
                .properties("server.port=0", "server.address=127.0.0.1", "signalbox.agent.web.enabled=true")
                .properties(
                        "signalbox.agent.dispatcher.kind=inline", "spring.jackson.property-naming-strategy=SNAKE_CASE")
                .properties(properties)
                .run();
        base = URI.create("http://127.0.0.1:" + context.getWebServer().getPort());
    }

    AgentRuntime runtime() {
        return context.getBean(AgentRuntime.class);
    }

    Gates gates() {
        return context.getBean(Gates.class);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path));
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    Answer post(String path, String body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        String body = answer.body();
        return new Answer(
                answer.statusCode(),
                answer.headers().firstValue("Content-Type").orElse(""),
                answer.headers().firstValue("Location").orElse(""),
                JsonMapper.shared().readTree(body.isEmpty() ? "null" : body));
    }

    @Override
    public void close() {
        context.close();
    }

    /** Lets steps go on one by one. */
    static final class Gates {

        private final Map<String, Semaphore> steps = new ConcurrentHashMap<>();
        private final Map<String, CountDownLatch> arrivals = new ConcurrentHashMap<>();

        private Semaphore steps(String gate) {
            return steps.computeIfAbsent(gate, name -> new Semaphore(0));
        }

        void open(String gate, int more) {
            steps(gate).release(more);
        }

        private CountDownLatch arrival(String gate) {
            return arrivals.computeIfAbsent(gate, name -> new CountDownLatch(1));
        }

        /** Waits until somebody has come to it. */
        boolean awaitArrival(String gate) throws InterruptedException {
            return arrival(gate).await(30, TimeUnit.SECONDS);
        }

        void pass(String gate) {
            arrival(gate).countDown();
            steps(gate).acquireUninterruptibly();
        }
    }

    /** Works on each run on a thread of its own, one slice after the other. */
    static final class ThreadedDispatcher implements RunDispatcher {

        private final ExecutorService threads = Executors.newCachedThreadPool();
        private final Map<RunId, Object> runs = new ConcurrentHashMap<>();
        private SliceWorker worker = (run, lease) -> new SliceEnd.Done();

        @Override
        public void start(SliceWorker beginning) {
            worker = beginning;
        }

        @Override
        public void submit(RunId run, Instant notBefore) {
            threads.execute(() -> {
                synchronized (runs.computeIfAbsent(run, id -> new Object())) {
                    SliceEnd unused = worker.work(run, Lease.kept());
                }
            });
        }

        @Override
        public void wake(RunId run) {
            submit(run, Instant.EPOCH);
        }

        @Override
        public void close() {
            threads.shutdownNow();
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {

        @Bean
        JournalStore journals() {
            return new MemoryJournalStore();
        }

        @Bean
        @ConditionalOnBooleanProperty("threaded")
        RunDispatcher dispatcher() {
            return new ThreadedDispatcher();
        }

        @Bean
        Gates gates() {
            return new Gates();
        }

        @Bean
        ChatModel model() {
            return new Payer();
        }

        @Bean
        Counting counting(Gates gates) {
            return new Counting(gates);
        }

        @Bean
        Waiting waiting() {
            return new Waiting();
        }

        @Bean
        Paying paying() {
            return new Paying();
        }

        @Bean
        Payments payments() {
            return new Payments();
        }
    }

    /** Wants to pay once, then says what came of it. */
    static final class Payer implements ChatModel {

        @Override
        public ChatResponse doChat(ChatRequest request) {
            ChatMessage last = request.messages().get(request.messages().size() - 1);
            AiMessage answer = last instanceof ToolExecutionResultMessage result
                    ? AiMessage.from(result.text())
                    : AiMessage.from(ToolExecutionRequest.builder()
                            .id("call-1")
                            .name("pay")
                            .arguments("{\"amount\":120}")
                            .build());
            return ChatResponse.builder().aiMessage(answer).build();
        }
    }

    static final class Payments {

        @Tool
        @RequiresApproval(by = "finance")
        String pay(int amount) {
            return "paid " + amount;
        }
    }

    @AgentTools(Payments.class)
    interface Clerk {

        String settle(String bill);
    }

    static final class Paying implements AgentProgram<String, String> {

        @Override
        public String run(String bill, Run run) {
            return run.agent(Clerk.class).settle(bill);
        }
    }

    static final class Waiting implements AgentProgram<String, String> {

        @Override
        public String run(String input, Run run) {
            return input + " " + run.await("go", String.class);
        }
    }

    /** How far to count, and at which gate. */
    record Count(int steps, String gate) {}

    static final class Counting implements AgentProgram<Count, Integer> {

        private final Gates gates;

        Counting(Gates gates) {
            this.gates = gates;
        }

        @Override
        public Integer run(Count count, Run run) {
            int sum = 0;
            for (int step = 0; step < count.steps(); step++) {
                int number = step;
                Integer noted = run.note("step", Integer.class, () -> {
                    gates.pass(count.gate());
                    return number;
                });
                sum += noted == null ? 0 : noted;
            }
            return sum;
        }
    }
}
