package dev.signalbox.samples.agentdesk;

import java.util.List;
import java.util.Scanner;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/** Takes commands, from the arguments or from whoever sits there. */
@Component
class Terminal implements ApplicationRunner {

    private final Desk desk;

    Terminal(Desk desk) {
        this.desk = desk;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        List<String> words = arguments.getNonOptionArgs();
        if (words.isEmpty()) {
            ask();
        } else {
            told(words.get(0), String.join(" ", words.subList(1, words.size())));
        }
    }

    private void ask() {
        System.out.println(Command.help() + "\n  quit");
        Scanner lines = new Scanner(System.in);
        while (prompt() && lines.hasNextLine()) {
            String[] words = lines.nextLine().strip().split("\\s+", 2);
            if (words[0].equals("quit")) {
                return;
            }
            told(words[0], words.length == 1 ? "" : words[1]);
        }
    }

    private static boolean prompt() {
        System.out.print("desk> ");
        System.out.flush();
        return true;
    }

    private void told(String command, String what) {
        try {
            desk.told(Command.of(command), what);
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
        }
    }
}
