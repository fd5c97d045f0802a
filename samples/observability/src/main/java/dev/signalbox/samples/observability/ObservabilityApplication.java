package dev.signalbox.samples.observability;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Answers questions over HTTP and shows what its models do. */
@SpringBootApplication
public class ObservabilityApplication {

    /** Starts the application. */
    public static void main(String[] args) {
        SpringApplication.run(ObservabilityApplication.class, args);
    }
}
