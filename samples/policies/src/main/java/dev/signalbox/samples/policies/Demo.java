package dev.signalbox.samples.policies;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.signalbox.router.Facts;
import dev.signalbox.router.Router;
import dev.signalbox.router.event.Attempt;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.policy.CallFacts;
import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.policy.Decision;
import dev.signalbox.router.policy.Exclusion;
import org.springframework.boot.CommandLineRunner;
import org.springframework.stereotype.Component;

/** Lets typical calls run and prints what the router decided. */
@Component
class Demo implements CommandLineRunner {

    private final Router router;

    Demo(Router router) {
        this.router = router;
    }

    @Override
    public void run(String... args) {
        show("a call of which nothing is known", Facts.none(), "Good morning");
        show("a call of tenant acme, session s-1", Facts.tenant("acme").session("s-1"), "Good morning");
        show("a call with personal data", Facts.tag("data", "pii"), "Rebook Ms. Berg");
        show("a call of a gold customer", Facts.tag("tier", "gold"), "Good morning");
        show("a long call", Facts.none(), "A long report. ".repeat(10_000));
        whileTheFirstChoiceIsAway();
    }

    private void show(String title, CallFacts facts, String text) {
        System.out.println(title);
        ChatRequest request =
                ChatRequest.builder().messages(UserMessage.from(text)).build();
        RoutedCall call = router.chat(request, facts).call();
        print(call.decision());
        for (Attempt attempt : call.attempts()) {
            System.out.println("   | attempt " + attempt.number() + ": " + attempt);
        }
    }

    private void whileTheFirstChoiceIsAway() {
        System.out.println("a call while its first choice is away");
        String first =
                router.explain(Facts.none()).candidates().get(0).deployment().id();
        router.drain(first);
        print(router.explain(Facts.none()));
    }

    private static void print(Decision decision) {
        System.out.println("   | policy " + decision.policy().name() + " (by "
                + decision.selection().source() + ")");
        for (Candidate candidate : decision.candidates()) {
            System.out.println("   | candidate: " + candidate.deployment().id());
        }
        for (Exclusion exclusion : decision.exclusions()) {
            System.out.println("   | left out: " + exclusion);
        }
    }
}
