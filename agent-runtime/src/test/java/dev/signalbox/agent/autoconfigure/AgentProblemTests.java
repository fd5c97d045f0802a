package dev.signalbox.agent.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.agent.journal.JournalStore;
import dev.signalbox.agent.store.memory.MemoryJournalStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.Configuration;

/** What is said if the configuration does not fit. */
class AgentProblemTests {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    stor.url=x                       | 'signalbox.agent' has no key 'stor'. Did you mean 'store'?
                    store.uri=x                      | 'signalbox.agent.store' has no key 'uri'. Did you mean 'url'?
                    limits.costs=1 USD               | 'signalbox.agent.limits' has no key 'costs'. Did you mean 'cost'?
                    escalation.policy=planning       | 'signalbox.agent.escalation' has no key 'policy'. It is a single value.
                    tools.pay.efect=once             | 'signalbox.agent.tools.pay' has no key 'efect'. Did you mean 'effect'?
                    limits.on-limit=finnish          | 'finnish' is none of the values. Did you mean 'finish'?
                    limits.cost=5 EUR                | '5 EUR' is no amount of money.
                    limits.model-calls=0             | 'signalbox.agent.limits.model-calls' is 0. It must be at least 1.
                    roles.plann=planning             | 'plann' is none of the roles. Did you mean 'plan'?
                    memory-messages=0                | 'signalbox.agent.memory-messages' is 0. It must be at least 1.
                    backoff=0s                       | 'signalbox.agent.backoff' is PT0S. It must be longer than zero
                    store.password=${NOBODY_SET_IT}  | 'signalbox.agent.store.password' refers to 'NOBODY_SET_IT', which is not set.
                    store.url=jdbc:h2:mem:x          | must begin with jdbc:postgresql: or jdbc:sqlite:
                    store.use-application-data-source=true | The application has no DataSource.
                    store.use-application-data-source=books | 'books' is none of the DataSource beans. There are no DataSource beans.
                    tools.pay.effect=once            | pay
                    tools.timeofday.retries=-1       | The number of retries of a tool is 0 or more, not -1.
                    dispatcher.missed-heartbeats=1   | Write 4 or more instead.
                    dispatcher.heartbeet=1s          | Did you mean 'heartbeat'?
                    web.pat=/x                       | Did you mean 'path'?
                    loop.stop-at=1                   | The rounds of the loop guard are 3, 4, 5, 1.
                    """)
    void saysWhatToWriteInstead(String property, String said) {
        assertThat(Start.failure(Start.in(folder).withPropertyValues("signalbox.agent." + property)))
                .contains(said);
    }

    @Test
    void namesTheNearestPolicy() {
        String said = Start.failure(Start.with(NoModel.class)
                .withPropertyValues(
                        "signalbox.models.small.deployments[0]=simulated/small",
                        "signalbox.policies.planning.models=small",
                        "signalbox.policies.default.models=small",
                        "signalbox.agent.store.url=jdbc:sqlite:" + folder.resolve("runs.db"),
                        "signalbox.agent.roles.plan=planing"));

        assertThat(said)
                .contains("'planing' is none of the policies. Did you mean 'planning'?")
                .contains("Property: signalbox.agent.roles.plan");
    }

    @Configuration(proxyBeanMethods = false)
    static class NoModel {}

    @Test
    void saysHowToGetAModel() {
        String said = Start.failure(Start.with(NoModel.class)
                .withPropertyValues("signalbox.agent.store.url=jdbc:sqlite:" + folder.resolve("runs.db")));

        assertThat(said)
                .contains("Agents have no model: there is no router, and no ChatModel bean.")
                .contains("'signalbox.agent.enabled: false'");
    }

    @Test
    void saysWhichFolderCannotBeWritten() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        String said = Start.failure(Start.in(folder)
                .withPropertyValues("signalbox.agent.store.url=jdbc:sqlite:" + file.resolve("runs.db")));

        assertThat(said)
                .contains("cannot be written to '" + file.resolve("runs.db"))
                .contains("Property: signalbox.agent.store.url")
                .contains("write another file: 'signalbox.agent.store.url: jdbc:sqlite:/a/folder/agents.db'");
    }

    @Test
    void saysWhatDbSchedulerNeeds() {
        String said = Start.failure(Start.in(folder).withBean(JournalStore.class, MemoryJournalStore::new));

        assertThat(said)
                .contains("db-scheduler needs the database of the journals")
                .contains("'signalbox.agent.dispatcher.kind: inline'");
    }

    @Test
    void saysWhoseNameTwoProgramsHave() {
        String said = Start.failure(
                Start.in(folder).withBean("twin", AgentApplication.Greeting.class, AgentApplication.Greeting::new));

        assertThat(said).contains("have the same name 'Greeting'");
    }
}
