package io.github.tlmaven.plugin;

import io.github.tlmaven.failure.TlException;
import io.github.tlmaven.spec.Layout;
import io.github.tlmaven.spec.Plan;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * What all goals share: they read the plan, and their failures are messages without a stack trace. The parameters that
 * make up the plan are declared for the manual; {@link ConfigurationReader} reads them, with more care than Maven takes.
 */
abstract class AbstractTlMojo extends AbstractMojo {

    /** The build. */
    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    protected @Nullable MavenSession session;

    /** This run of the goal. */
    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    protected @Nullable MojoExecution mojoExecution;

    /**
     * Does nothing. To be able to say so on the command line, leave this element out of the pom.
     *
     * @since 0.1.0
     */
    @Parameter(property = "tl.skip", defaultValue = "false")
    protected boolean skip;

    /**
     * What to compute on: {@code auto} (the first GPU where there is one), {@code cpu}, {@code gpu} or {@code gpu:N}. A GPU
     * that is asked for and is not there is an error.
     *
     * @since 0.1.0
     */
    @Parameter(property = "tl.device", defaultValue = "auto")
    protected @Nullable String device;

    /**
     * Whole numbers with commas between, as {@code 1,2,3}; 1 unless given. Every experiment is trained once for each. They
     * vary initialisation, order and augmentation, and never the split.
     *
     * @since 0.1.0
     */
    @Parameter
    protected @Nullable String seeds;

    /**
     * The pictures: {@code directory}, with one folder for each class, or several in {@code directories}; or
     * {@code manifest}, a CSV file with the columns path and label, and perhaps part, group and weight, whose names
     * {@code columns} can change; or {@code train}, {@code test} and perhaps {@code validation}, each a folder with one
     * folder for each class. {@code zip} or {@code artifact} (groupId:artifactId:version[[:classifier]:type]), with
     * {@code sha256} at will, names an archive that holds them. {@code split} has {@code by} (stratified, group or hash;
     * stratified), the shares {@code validation} (0.15) and {@code test} (0.25), {@code folds} of a cross-validation in
     * place of {@code test}, {@code seed} (1) and {@code groupPattern}. {@code includes} and {@code excludes} are patterns
     * of paths. {@code corrupt} says what happens to pictures that cannot be read: {@code fail}, the default, or
     * {@code skip}, where {@code maxCorrupt} (10) may be left out. {@code maxPixels} (100000000) is the size of the largest
     * picture that is decoded. {@code audit} says what is looked for in the pictures before training, and what follows from
     * it; where it stands, tl:validate looks for it, too. Its {@code features} names an experiment of strategy extract, whose
     * network looks for similar pictures, too.
     *
     * @since 0.1.0
     */
    @Parameter
    protected @Nullable PlexusConfiguration dataset;

    /**
     * Further folders, or tables that end in {@code .csv}, that every trained model is judged on: an element with a name of
     * your choice for each, which holds the path, or {@code zip} or {@code artifact} with {@code directory} or
     * {@code manifest}, as the dataset has them.
     *
     * @since 0.1.0
     */
    @Parameter
    protected @Nullable PlexusConfiguration evaluationSets;

    /**
     * Where networks begin, unless an experiment says otherwise: {@code default} (the weights that come with this plugin,
     * where it has them, else the network's latest published set), the name of a published set such as
     * {@code IMAGENET1K_V1}, {@code none} (random numbers), a path, {@code groupId:artifactId:version[:classifier]:type},
     * an address that begins with {@code https://}, or {@code djl://groupId/artifactId[/version[/name]]}.
     *
     * @since 0.1.0
     */
    @Parameter
    protected @Nullable String weights;

    /**
     * SHA-256 of the file that {@code weights} names, 64 hexadecimal digits; checked before the file is used.
     *
     * @since 0.1.0
     */
    @Parameter
    protected @Nullable String sha256;

    /**
     * The experiments: an element with an id of your choice for each. {@code model} (mvn tl:models lists them; or
     * {@code torchscript}) and {@code strategy} ({@code extract}, {@code finetune} or {@code scratch}) are required.
     * Optional, with their defaults: {@code weights} and {@code sha256} (as at the top), {@code rename} (rules, each
     * with {@code from}, a regular expression, and {@code to}, for names of tensors in a file of weights),
     * {@code preprocessing} ({@code resize}, {@code crop}, {@code interpolation}, {@code mean}, {@code std}; what
     * belongs to the weights), {@code head} ({@code dropout} and {@code hidden}, the width of a hidden layer; one layer
     * with the network's own dropout), {@code unfreeze} (finetune: {@code last-block}, {@code all}, {@code progressive}
     * or a boundary; last-block), {@code stageEpochs} (progressive: 3), {@code boundaries} (progressive: all),
     * {@code warmStart} (finetune: {@code probe} or {@code none}; probe, or none for progressive), {@code layerDecay} (1
     * for last-block and scratch, else 0.7), {@code learningRates} (rates by boundary), {@code batchNorm} ({@code eval} or
     * {@code train}; train for scratch), {@code epochs} (25 for extract, else 12), {@code batchSize} (32),
     * {@code accumulationSteps} (1), {@code microBatch} (8), {@code sampling} ({@code shuffled} or {@code balanced};
     * shuffled), {@code optimizer} ({@code adamw}, {@code adam}, {@code sgd} or {@code rmsprop}, each with settings of its
     * own; adamw), {@code learningRate} (0.001, or 0.01 for sgd), {@code momentum} (0.9 for sgd, 0 for rmsprop),
     * {@code weightDecay} (0.01 for adamw, 0.0001 for sgd, else 0), {@code decayAll} (false), {@code clipNorm} (1,
     * or {@code none}), {@code clipValue} (none), {@code emaDecay} (none), {@code schedule} ({@code cosine},
     * {@code constant}, {@code step}, {@code multi-step}, {@code exponential}, {@code polynomial} or {@code one-cycle},
     * each with settings of its own; cosine), {@code warmupEpochs} (2), {@code loss} ({@code cross-entropy} or
     * {@code focal}; cross-entropy), {@code labelSmoothing} (cross-entropy: 0.1), {@code focalGamma} (focal: 2),
     * {@code classWeights} ({@code none}, {@code balanced}, or weights as {@code cat=1, dog=2.5}; none), {@code keep}
     * ({@code best} or {@code last}; best), {@code monitor} ({@code validation_accuracy} or {@code validation_loss};
     * validation_accuracy), {@code patience} (none), {@code minDelta} (patience: 0), {@code augmentation} ({@code none},
     * {@code light}, {@code strong} or an element for each step; none for extract, else light), {@code views} (4 with
     * augmentation; 0 augments afresh in every epoch), {@code testTimeAugmentation} ({@code none}, {@code flip},
     * {@code five-crop} or {@code ten-crop}; none), {@code featureType} ({@code float32} or {@code float16}, how features
     * are stored; float32).
     *
     * @since 0.1.0
     */
    @Parameter
    protected @Nullable PlexusConfiguration experiments;

    /**
     * What must hold for tl:check to pass: an element with an experiment's id for each, which holds one condition or several
     * with commas between, as {@code accuracy >= 0.80, macro_f1 on other-set > 0.7}. Judged is the mean over seeds of
     * {@code accuracy}, {@code accuracy_low} (the lower bound of its interval) or {@code macro_f1}.
     *
     * @since 0.1.0
     */
    @Parameter
    protected @Nullable PlexusConfiguration gates;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("Skipped, as tl.skip says.");
            return;
        }
        try {
            Optional<Plan> plan = new ConfigurationReader(session(), project(), given(mojoExecution, "mojoExecution"))
                    .read(given(device, "device"));
            if (plan.isEmpty()) {
                getLog().info("No experiments are configured for this pom; nothing to do.");
            } else {
                run(plan.get());
            }
        } catch (TlException e) {
            throw failure(getLog(), e);
        } catch (WorkerFailedException e) {
            throw new MojoExecutionException(message(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("The build was interrupted; the worker is stopped.", e);
        }
    }

    /**
     * Does the goal's work.
     *
     * @throws MojoFailureException  if a gate does not hold
     * @throws WorkerFailedException if a worker did not do its work
     * @throws InterruptedException  if the build was cancelled
     */
    abstract void run(Plan plan) throws MojoFailureException, WorkerFailedException, InterruptedException;

    /** Names of the files that goals exchange. */
    final Layout layout() {
        return new Layout(Path.of(project().getBuild().getDirectory(), "tl"));
    }

    /** The project that is built. */
    final MavenProject project() {
        return session().getCurrentProject();
    }

    final MavenSession session() {
        return given(session, "session");
    }

    /** A field that Maven fills before it calls the goal. */
    static <T> T given(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalStateException("Maven did not set " + name);
        }
        return value;
    }

    /** A failure as users see it: the message is written for them, and where it came from is for us. */
    static MojoExecutionException failure(Log log, TlException e) {
        log.debug(e);
        return new MojoExecutionException(message(e));
    }

    private static String message(Exception e) {
        return String.valueOf(e.getMessage());
    }
}
