package dev.signalbox.agent.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.agent.AgentRuntime;
import dev.signalbox.agent.RunHandle;
import dev.signalbox.agent.RunOptions;
import dev.signalbox.agent.autoconfigure.AgentApplication.Greeting;
import dev.signalbox.agent.autoconfigure.desk.TravelDesk;
import dev.signalbox.agent.dispatch.RunDispatcher;
import dev.signalbox.agent.event.RunEvent;
import dev.signalbox.agent.event.RunListener;
import dev.signalbox.agent.journal.JournalStore;
import dev.signalbox.agent.journal.RunQuery;
import dev.signalbox.agent.journal.RunStatus;
import dev.signalbox.agent.journal.StepRecord;
import dev.signalbox.agent.port.ModelSource;
import dev.signalbox.agent.routing.PlainModels;
import dev.signalbox.agent.routing.RouterModels;
import dev.signalbox.agent.store.jdbc.JdbcJournalStore;
import dev.signalbox.agent.store.jdbc.JournalDatabase;
import dev.signalbox.agent.store.memory.MemoryJournalStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;

@ExtendWith(OutputCaptureExtension.class)
class SignalboxAgentAutoConfigurationTests {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @Test
    void runsProgramsThatAreBeans() {
        Start.in(folder).run(context -> {
            AgentRuntime runtime = context.getBean(AgentRuntime.class);

            RunHandle<String> run = runtime.start(Greeting.class, "kim");

            assertThat(run.await(SOON)).isEqualTo("hello kim");
        });
    }

    @Test
    void makesBeansOfDurableAgents() {
        Start.in(folder).run(context -> {
            TravelDesk desk = context.getBean(TravelDesk.class);

            assertThat(desk.plan("Rome")).isEqualTo("answer to Rome");
            assertThat(desk).hasToString("durable TravelDesk");
            assertThat(context.getBean(AgentRuntime.class).find(RunQuery.ALL, 10))
                    .singleElement()
                    .matches(run -> run.program().equals("TravelDesk") && run.status() == RunStatus.SUCCEEDED);
        });
    }

    @Test
    void keepsRunsInAFileOfItsOwnAndSaysWhere(CapturedOutput output) {
        Path file = folder.resolve("deep/down/runs.db");
        Start.in(folder)
                .withPropertyValues("signalbox.agent.store.url=jdbc:sqlite:" + file)
                .run(context -> {
                    context.getBean(TravelDesk.class).plan("Rome");

                    assertThat(file).isNotEmptyFile();
                    assertThat(output).contains("Runs of agents are kept in " + file.toAbsolutePath());
                    assertThat(context).doesNotHaveBean(DataSource.class);
                });
    }

    @Test
    void goesOnWithRunsOfBeforeAfterARestart() {
        Start.in(folder).run(context -> context.getBean(TravelDesk.class).plan("Rome"));

        Start.in(folder).run(context -> {
            AgentRuntime runtime = context.getBean(AgentRuntime.class);
            assertThat(runtime.find(RunQuery.ALL, 10))
                    .singleElement()
                    .satisfies(run -> assertThat(runtime.steps(run.id()))
                            .extracting(StepRecord::name)
                            .containsExactly("TravelDesk"));
        });
    }

    @Test
    void sendsCallsToTheOnlyModelWithoutARouter() {
        Start.in(folder)
                .run(context -> assertThat(context.getBean(ModelSource.class)).isInstanceOf(PlainModels.class));
    }

    @Test
    void sendsCallsToTheRouterAndChecksThePoliciesOfRoles() {
        routed().withPropertyValues("signalbox.agent.roles.plan=planning", "signalbox.agent.escalation=planning")
                .run(context -> {
                    assertThat(context.getBean(ModelSource.class)).isInstanceOf(RouterModels.class);
                    assertThat(context.getBean(TravelDesk.class).plan("Rome")).isNotBlank();
                    assertThat(context.getBean(AgentRuntime.class).find(RunQuery.ALL, 1))
                            .allSatisfy(run -> assertThat(
                                            context.getBean(AgentRuntime.class).steps(run.id()))
                                    .extracting(StepRecord::policy)
                                    .containsExactly("routine"));
                });
    }

    private org.springframework.boot.test.context.runner.ApplicationContextRunner routed() {
        return Start.with(WithoutModel.class)
                .withPropertyValues(
                        "signalbox.agent.store.url=jdbc:sqlite:" + folder.resolve("runs.db"),
                        "signalbox.models.small.deployments[0]=simulated/small",
                        "signalbox.policies.planning.models=small",
                        "signalbox.policies.routine.models=small",
                        "signalbox.default-policy=routine");
    }

    @Configuration(proxyBeanMethods = false)
    @org.springframework.boot.autoconfigure.AutoConfigurationPackage(basePackageClasses = TravelDesk.class)
    static class WithoutModel {}

    @Test
    void takesThePartsThatTheApplicationHas() {
        Start.in(folder)
                .withUserConfiguration(Own.class)
                .withPropertyValues("signalbox.agent.dispatcher.kind=inline")
                .run(context -> {
                    AgentRuntime runtime = context.getBean(AgentRuntime.class);
                    runtime.start(Greeting.class, "kim").await(SOON);

                    assertThat(context).doesNotHaveBean(JournalDatabase.class);
                    assertThat(context.getBean(JournalStore.class)).isInstanceOf(MemoryJournalStore.class);
                    assertThat(context.getBean(Own.class).events)
                            .hasAtLeastOneElementOfType(RunEvent.RunSucceeded.class);
                    assertThat(context.getBean(Own.class).customized).containsExactly("last");
                });
    }

    @Configuration(proxyBeanMethods = false)
    static class Own {

        final List<RunEvent> events = new CopyOnWriteArrayList<>();
        final List<String> customized = new CopyOnWriteArrayList<>();

        @Bean
        JournalStore store() {
            return new MemoryJournalStore();
        }

        @Bean
        RunListener listener() {
            return events::add;
        }

        @Bean
        AgentRuntimeCustomizer customizer() {
            return builder -> customized.add("last");
        }
    }

    @Test
    void keepsRunsInTheApplicationsOwnDatabaseIfItIsAsked() {
        Start.in(folder)
                .withBean("books", DataSource.class, () -> sqlite("books.db"))
                .withBean("others", DataSource.class, () -> sqlite("others.db"))
                .withPropertyValues("signalbox.agent.store.use-application-data-source=books")
                .run(context -> {
                    context.getBean(TravelDesk.class).plan("Rome");

                    assertThat(folder.resolve("books.db")).isNotEmptyFile();
                    assertThat(folder.resolve("runs.db")).doesNotExist();
                    assertThat(context.getBean(JournalStore.class).dataSource())
                            .contains(context.getBean("books", DataSource.class));
                });
    }

    @Test
    void takesNoTransactionManagerOfAnotherDataSource() {
        Start.in(folder)
                .withBean("books", DataSource.class, () -> sqlite("books.db"))
                .withBean("others", DataSource.class, () -> sqlite("others.db"))
                .withBean(PlatformTransactionManager.class, () -> new JdbcTransactionManager(sqlite("others.db")))
                .withPropertyValues("signalbox.agent.store.use-application-data-source=books")
                .run(context -> {
                    DataSource books = context.getBean("books", DataSource.class);

                    assertThat(context.getBean(JournalStore.class)
                                    .<Boolean>transaction(() -> TransactionSynchronizationManager.hasResource(books)))
                            .isTrue();
                });
    }

    /** As JPA's does, whose own resource is another. */
    static final class ManagerOverADataSource implements PlatformTransactionManager {

        private final JdbcTransactionManager manager;
        private int begun;

        ManagerOverADataSource(DataSource source) {
            this.manager = new JdbcTransactionManager(source);
        }

        public DataSource getDataSource() {
            return Objects.requireNonNull(manager.getDataSource());
        }

        @Override
        public TransactionStatus getTransaction(TransactionDefinition definition) {
            begun++;
            return manager.getTransaction(definition);
        }

        @Override
        public void commit(TransactionStatus status) {
            manager.commit(status);
        }

        @Override
        public void rollback(TransactionStatus status) {
            manager.rollback(status);
        }
    }

    @Test
    void takesTheTransactionManagerThatHasTheDataSourceBesideItsOwnResource() {
        DataSource books = sqlite("books.db");
        ManagerOverADataSource manager = new ManagerOverADataSource(books);
        Start.in(folder)
                .withBean("books", DataSource.class, () -> books)
                .withBean("others", DataSource.class, () -> sqlite("others.db"))
                .withBean(PlatformTransactionManager.class, () -> manager)
                .withPropertyValues("signalbox.agent.store.use-application-data-source=books")
                .run(context -> {
                    assertThat(context.getBean(JournalStore.class).<Boolean>transaction(() -> true))
                            .isTrue();
                    assertThat(manager.begun).isEqualTo(1);
                });
    }

    @Test
    void knowsThatADispatcherForgetsThoughItIsObserved() {
        Start.in(folder)
                .withBean(ObservationRegistry.class, TestObservationRegistry::create)
                .withPropertyValues("signalbox.agent.dispatcher.kind=inline")
                .run(context -> assertThat(context.getBean(RunDispatcher.class).outlivesItsProcess())
                        .isFalse());
    }

    private DataSource sqlite(String name) {
        com.zaxxer.hikari.HikariDataSource source = new com.zaxxer.hikari.HikariDataSource();
        source.setJdbcUrl("jdbc:sqlite:" + folder.resolve(name));
        source.addDataSourceProperty("journal_mode", "WAL");
        source.addDataSourceProperty("busy_timeout", "10000");
        return source;
    }

    @Test
    void observesAndMeasuresWhereTheApplicationHasRegistries() {
        TestObservationRegistry observations = TestObservationRegistry.create();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Start.in(folder)
                .withBean(ObservationRegistry.class, () -> observations)
                .withBean(MeterRegistry.class, () -> meters)
                .run(context -> context.getBean(TravelDesk.class).plan("Rome"));

        TestObservationRegistryAssert.assertThat(observations)
                .hasAnObservation(run -> run.hasContextualNameEqualTo("invoke_agent TravelDesk"))
                .hasAnObservation(start -> start.hasContextualNameEqualTo("start_agent TravelDesk"));
        assertThat(meters.get("signalbox.agent.runs.ended").counter().count()).isEqualTo(1);
    }

    @Test
    void observesNothingIfItIsToldNotTo() {
        TestObservationRegistry observations = TestObservationRegistry.create();
        Start.in(folder)
                .withBean(ObservationRegistry.class, () -> observations)
                .withPropertyValues("signalbox.agent.observations.enabled=false")
                .run(context -> context.getBean(TravelDesk.class).plan("Rome"));

        TestObservationRegistryAssert.assertThat(observations).doesNotHaveAnyObservation();
    }

    @Test
    void isNotThereIfItIsTurnedOff() {
        Start.in(folder)
                .withPropertyValues("signalbox.agent.enabled=false")
                .withUserConfiguration(Lonely.class)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(AgentRuntime.class));
    }

    @Configuration(proxyBeanMethods = false)
    static class Lonely {

        @Bean
        TravelDesk desk() {
            return goal -> goal;
        }
    }

    @Test
    void leavesADurableAgentAloneThatTheApplicationHasItself() {
        Start.in(folder)
                .withUserConfiguration(Lonely.class)
                .run(context -> assertThat(context.getBean(TravelDesk.class).plan("Rome"))
                        .isEqualTo("Rome"));
    }

    @Test
    void worksWithoutTheOptionalLibraries() {
        Start.in(folder)
                .withClassLoader(new FilteredClassLoader(
                        "io.micrometer", "jakarta.servlet", "org.springframework.web", "dev.langchain4j.mcp"))
                .run(context -> assertThat(context.getBean(TravelDesk.class).plan("Rome"))
                        .isEqualTo("answer to Rome"));
    }

    @Test
    void knowsToolsByTheirNamesHoweverSpringBootWritesThem() {
        Start.in(folder)
                .withPropertyValues("signalbox.agent.tools.timeof-day.effect=read")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void startsNoRunAfterItHasStopped() {
        Start.in(folder).run(context -> {
            AgentRuntime runtime = context.getBean(AgentRuntime.class);
            context.getBean(AgentLifecycle.class).stop();

            runtime.start("Greeting", "\"kim\"", RunOptions.NONE);

            assertThat(context.getBean(AgentLifecycle.class).isRunning()).isFalse();
            assertThat(context.getBean(JournalStore.class)).isInstanceOf(JdbcJournalStore.class);
        });
    }
}
