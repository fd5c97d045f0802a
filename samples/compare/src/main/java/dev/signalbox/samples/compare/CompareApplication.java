package dev.signalbox.samples.compare;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** Compares models and policies by prompts of one's own. */
@SpringBootApplication
@EnableConfigurationProperties(CompareProperties.class)
class CompareApplication {

    public static void main(String[] args) {
        System.exit(SpringApplication.exit(SpringApplication.run(CompareApplication.class, args)));
    }
}
