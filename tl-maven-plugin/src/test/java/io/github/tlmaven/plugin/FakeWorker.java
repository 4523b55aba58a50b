package io.github.tlmaven.plugin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A worker that does what the first line of its standard input says. It needs the JDK alone. */
final class FakeWorker {

    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private FakeWorker() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String[] request = String.valueOf(in.readLine()).split(" ", 2);
        switch (request[0]) {
            case "echo" -> OUT.println("@tl INFO " + request[1]);
            case "levels" -> levels();
            case "exit" -> exit(Integer.parseInt(request[1]));
            case "signal" -> signal(request[1]);
            case "environment" -> OUT.println("@tl INFO " + System.getenv(request[1]));
            case "garbage" -> garbage();
            case "sleep" -> sleep(in);
            case "stubborn" -> stubborn();
            default -> Runtime.getRuntime().halt(70);
        }
    }

    private static void levels() {
        OUT.println("@tl DEBUG one");
        OUT.println("@tl INFO two");
        OUT.println("@tl WARN three");
        OUT.println("@tl ERROR four");
        OUT.println("[W] a native library speaks");
        OUT.println("@tl SHOUT five");
        System.err.println("on the other stream");
    }

    private static void exit(int status) {
        OUT.println("an ordinary line");
        if (status == 3) {
            OUT.println("@tl ERROR Cannot read a.jpg");
            OUT.println("@tl ERROR To fix: remove it.");
        }
        System.exit(status);
    }

    private static void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder(
                        "kill",
                        "-" + name,
                        Long.toString(ProcessHandle.current().pid()))
                .start()
                .waitFor();
        Thread.sleep(60_000);
    }

    private static void garbage() {
        byte[] bytes = new byte[1 << 20];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 % 251 | 0x80); // neither UTF-8 nor a line end
        }
        OUT.write(bytes, 0, bytes.length);
        OUT.println();
        for (int i = 0; i < 20_000; i++) {
            OUT.println("@tl ERROR line " + i);
        }
        System.exit(70);
    }

    /** As the real worker: it ends itself when standard input closes. */
    private static void sleep(BufferedReader in) throws InterruptedException {
        Thread lifeLine = new Thread(() -> {
            try {
                while (in.readLine() != null) {
                    // nothing more is expected
                }
            } catch (IOException e) {
                // as good as closed
            }
            Runtime.getRuntime().halt(75);
        });
        lifeLine.setDaemon(true);
        lifeLine.start();
        OUT.println("@tl INFO pid " + ProcessHandle.current().pid());
        Thread.sleep(120_000);
    }

    /** Does not end when it is asked to. */
    private static void stubborn() throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(FakeWorker::hang));
        OUT.println("@tl INFO pid " + ProcessHandle.current().pid());
        Thread.sleep(120_000);
    }

    private static void hang() {
        try {
            Thread.sleep(120_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
