package dev.signalbox.samples.agentdesk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.ApplicationPidFileWriter;

/** The desk: does one command that is given as arguments, or else asks for commands. */
@SpringBootApplication
public class AgentDeskApplication {

    /** Starts the desk; {@link Terminal} does the rest. */
    public static void main(String[] arguments) throws IOException {
        Files.createDirectories(Path.of("desk"));
        SpringApplication application = new SpringApplication(AgentDeskApplication.class);
        application.setAdditionalProfiles(Source.choose(System.getenv()).profile());
        application.addListeners(new ApplicationPidFileWriter());
        application.setDefaultProperties(Map.of("signalbox.agent.dispatcher.enabled", Command.works(arguments)));
        application.run(arguments).close();
    }
}
