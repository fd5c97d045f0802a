package dev.signalbox.samples.rag;

import dev.signalbox.samples.rag.evaluate.EvaluationReport;
import dev.signalbox.samples.rag.ingest.Ingestion;
import dev.signalbox.samples.rag.ingest.IngestionLog;
import dev.signalbox.samples.rag.ingest.IngestionState;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Answers in a browser; with the argument {@code evaluate} tells instead how well passages are found. */
@SpringBootApplication
@EnableScheduling
public class RagApplication {

    private static final String EVALUATE = "evaluate";

    /** Starts the application. */
    public static void main(String[] args) {
        ModelSource source = ModelSource.choose(System.getenv());
        SpringApplication application = new SpringApplication(RagApplication.class);
        application.setAdditionalProfiles(source.profile());
        if (List.of(args).contains(EVALUATE)) {
            application.setWebApplicationType(WebApplicationType.NONE);
            ConfigurableApplicationContext context = application.run(args);
            System.exit(SpringApplication.exit(context, () -> evaluate(context)));
        }
        application.run(args);
    }

    static int evaluate(ConfigurableApplicationContext context) {
        IngestionState documents = IngestionLog.run(context.getBean(Ingestion.class));
        boolean complete = documents.problem() == null && documents.failures().isEmpty();
        return context.getBean(EvaluationReport.class).print(System.out) && complete ? 0 : 1;
    }
}
