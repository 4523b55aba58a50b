package io.github.tlmaven.plugin;

import io.github.tlmaven.catalogue.Catalogue;
import io.github.tlmaven.failure.ConfigurationException;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.PlanParser;
import io.github.tlmaven.spec.Setting;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * Reads the plan from the pom. It reads the project's model, where the configuration stands as inherited and merged but
 * otherwise as written: what Maven hands to a goal has lost unknown elements, and Maven itself takes an unresolved
 * property for the default and the last of two equal ids without a word.
 */
final class ConfigurationReader {

    private static final String EXPERIMENTS = "experiments";
    private static final String DEVICE = "device";

    private final MavenSession session;
    private final MavenProject project;
    private final MojoExecution execution;

    ConfigurationReader(MavenSession session, MavenProject project, MojoExecution execution) {
        this.session = session;
        this.project = project;
        this.execution = execution;
    }

    /**
     * The plan, or nothing for a pom that only groups modules and configures no experiment.
     *
     * @param device used where the pom names none
     * @throws ConfigurationException that names every problem
     */
    Optional<Plan> read(String device) {
        Setting configuration = configuration();
        if (configuration.child(EXPERIMENTS).isEmpty() && project.getPackaging().equals("pom")) {
            return Optional.empty();
        }
        PlanParser parser = new PlanParser(Catalogue.known(), parameterNames());
        return Optional.of(parser.parse(withDevice(configuration, device), hint()));
    }

    private static Setting withDevice(Setting configuration, String device) {
        if (configuration.child(DEVICE).isPresent()) {
            return configuration;
        }
        List<Setting> children = new ArrayList<>(configuration.children());
        children.add(Setting.of(DEVICE, device));
        return new Setting(configuration.name(), configuration.text(), children);
    }

    private Setting configuration() {
        PluginParameterExpressionEvaluator evaluator = new PluginParameterExpressionEvaluator(session, execution);
        DomSettings settings = new DomSettings(
                text -> evaluate(evaluator, text), project.getBasedir().toPath());
        return plugin().flatMap(this::dom).map(settings::of).orElseGet(() -> Setting.of("configuration"));
    }

    private static String evaluate(PluginParameterExpressionEvaluator evaluator, String text) {
        try {
            Object value = evaluator.evaluate(text, String.class);
            return value == null ? text : value.toString();
        } catch (ExpressionEvaluationException e) {
            return text; // reported as unresolved
        }
    }

    /** The plugin as the project configures it; a goal may also be called where only a parent manages it, or nobody. */
    private Optional<Plugin> plugin() {
        String key = descriptor().getPluginLookupKey();
        return Optional.ofNullable(project.getPlugin(key))
                .or(() -> Optional.ofNullable(project.getPluginManagement())
                        .map(management -> management.getPluginsAsMap().get(key)));
    }

    /** Maven has merged the plugin's own configuration into that of each execution. */
    private Optional<Xpp3Dom> dom(Plugin plugin) {
        Object raw = plugin.getExecutions().stream()
                .filter(e -> e.getId().equals(execution.getExecutionId()))
                .findFirst()
                .map(PluginExecution::getConfiguration)
                .orElseGet(plugin::getConfiguration);
        return Optional.ofNullable((Xpp3Dom) raw);
    }

    private PluginDescriptor descriptor() {
        return execution.getMojoDescriptor().getPluginDescriptor();
    }

    /** Parameters of all goals: a configuration of the plugin serves them all. */
    private Set<String> parameterNames() {
        Set<String> names = new LinkedHashSet<>();
        for (MojoDescriptor mojo : descriptor().getMojos()) {
            if (!mojo.getGoal().equals("help")) {
                for (Parameter parameter : mojo.getParameters()) {
                    if (parameter.isEditable()) {
                        names.add(parameter.getName());
                    }
                }
            }
        }
        return names;
    }

    /** Where experiments stand in an execution that this call does not use. */
    private String hint() {
        List<String> others = plugin().map(Plugin::getExecutions).orElse(List.of()).stream()
                .filter(e -> e.getConfiguration() instanceof Xpp3Dom dom && dom.getChild(EXPERIMENTS) != null)
                .map(PluginExecution::getId)
                .toList();
        if (others.isEmpty()) {
            return "";
        }
        String goal = execution.getGoal();
        return ". The execution '" + others.get(0) + "' has experiments, but this call does not read it: run mvn tl:"
                + goal + "@" + others.get(0) + ", or move its configuration up to the plugin";
    }
}
