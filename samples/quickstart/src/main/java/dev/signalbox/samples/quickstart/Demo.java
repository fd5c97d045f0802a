package dev.signalbox.samples.quickstart;

import dev.signalbox.router.Facts;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.CommandLineRunner;
import org.springframework.stereotype.Component;

/** Four calls, each of which takes another track. */
@Component
class Demo implements CommandLineRunner {

    private final TravelDesk desk;
    private final CallPrinter printer;

    Demo(TravelDesk desk, CallPrinter printer) {
        this.desk = desk;
        this.printer = printer;
    }

    @Override
    public void run(String... args) {
        System.out.println("\n1. plan(): annotated with @ModelPolicy(\"planning\"), answered with a record");
        TravelDesk.Plan plan = desk.plan("Plan three days in Bergen.");
        System.out.println("   = " + plan.destination() + ": " + String.join(" / ", plan.days()));

        System.out.println("\n2. reply(): the default policy, a tool loop, and a provider that fails on purpose");
        System.out.println("   = "
                + desk.reply("What is the weather in Bergen?", Facts.none().asParameters()));

        System.out.println("\n3. tell(): the same policy as a stream");
        System.out.println("   = " + stream("Is Bergen worth a visit?"));

        System.out.println("\n4. reply() with the tag data=pii: a guard keeps it in the house");
        var personal = Facts.tenant("acme").tag("data", "pii").asParameters();
        System.out.println("   = " + desk.reply("Rebook Ms. Berg, passport C01X00T47.", personal));

        System.out.println("\nAll calls together: " + printer.total());
    }

    private String stream(String question) {
        CompletableFuture<String> text = new CompletableFuture<>();
        StringBuffer pieces = new StringBuffer();
        desk.tell(question)
                .onPartialResponse(
                        piece -> pieces.append(pieces.isEmpty() ? "" : "|").append(piece))
                .onCompleteResponse(response -> text.complete(pieces.toString()))
                .onError(text::completeExceptionally)
                .start();
        return text.join();
    }
}
