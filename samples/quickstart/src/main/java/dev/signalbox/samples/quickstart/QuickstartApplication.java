package dev.signalbox.samples.quickstart;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Runs the demo against the first provider that is at hand, or simulated models. */
@SpringBootApplication
public class QuickstartApplication {

    /** Starts the application; {@link Demo} does the rest. */
    public static void main(String[] args) {
        Source source = Source.choose(System.getenv());
        System.out.println("Models: " + source.description());
        SpringApplication application = new SpringApplication(QuickstartApplication.class);
        application.setAdditionalProfiles(source.profile());
        application.run(args);
    }
}
