import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.javarosa.core.model.CoreModelModule;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.FormIndex;
import org.javarosa.core.model.SelectChoice;
import org.javarosa.core.model.ValidateOutcome;
import org.javarosa.core.model.data.AnswerDataFactory;
import org.javarosa.core.model.condition.EvaluationContext;
import org.javarosa.core.model.condition.IFunctionHandler;
import org.javarosa.core.model.data.DateTimeData;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.data.SelectMultiData;
import org.javarosa.core.model.data.SelectOneData;
import org.javarosa.core.model.data.StringData;
import org.javarosa.core.model.data.UncastData;
import org.javarosa.core.model.data.helper.Selection;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.model.instance.TreeElement;
import org.javarosa.core.model.instance.TreeReference;
import org.javarosa.core.model.utils.DateUtils;
import org.javarosa.core.reference.Reference;
import org.javarosa.core.reference.ReferenceFactory;
import org.javarosa.core.reference.ReferenceManager;
import org.javarosa.core.services.IPropertyManager;
import org.javarosa.core.services.PropertyManager;
import org.javarosa.core.services.PrototypeManager;
import org.javarosa.core.services.properties.IPropertyRules;
import org.javarosa.core.util.JavaRosaCoreModule;
import org.javarosa.form.api.FormEntryController;
import org.javarosa.form.api.FormEntryModel;
import org.javarosa.form.api.FormEntryPrompt;
import org.javarosa.model.xform.XFormSerializingVisitor;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.model.xform.XPathReference;
import org.javarosa.xform.parse.XFormParser;
import org.javarosa.xform.util.XFormUtils;
import org.javarosa.xpath.XPathParseTool;
import org.javarosa.xpath.expr.XPathFuncExpr;

/**
 * Fills forms with the engine that ODK Collect uses. One JSON request a line on standard input, one answer a line.
 * Requests: load (form, media, language, properties), new (clock), resume (xml), fill (answers, repeats, resave), answer,
 * back, remove, set, evaluate, recompute (drafts), visible, save, finalize. The form is parsed once; each
 * instance is a FormDef of its own, de-serialised from the parsed bytes, and reads its lists when it opens.
 * An answer's key is the question's name, or name[i] in the i-th instance of its repeat.
 */
public class Filler {
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, byte[]> parsed = new HashMap<>();
    private File media = new File(".");
    private final FixedProperties properties = new FixedProperties();
    private String form;
    private String clock;
    private String language;
    private FormDef def;
    private FormEntryController controller;

    public static void main(String[] args) throws Exception {
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        Filler filler = new Filler();
        filler.register();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            answers.println(filler.answer(line));
        }
    }

    private String answer(String line) throws Exception {
        Map<String, Object> result;
        try {
            result = run(json.readValue(line, Map.class));
        } catch (Exception | StackOverflowError error) {
            result = new LinkedHashMap<>();
            result.put("error", error.getClass().getSimpleName() + ": " + error.getMessage());
        }
        return json.writeValueAsString(result);
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> run(Map<String, Object> request) throws Exception {
        String op = (String) request.get("op");
        Map<String, Object> result = new LinkedHashMap<>();
        switch (op) {
            case "load":
                load(request);
                break;
            case "new":
                clock = (String) request.get("clock");
                start(null);
                break;
            case "resume":
                start((String) request.get("xml"));
                break;
            case "fill":
                result.put("problems", fill(request));
                break;
            case "visible":
                result.put("questions", visible());
                break;
            case "save":
                result.put("xml", serialize(true));
                break;
            case "answer":
                result.put("problem", answerNamed((String) request.get("name"), (String) request.get("value")));
                break;
            case "back":
                back();
                break;
            case "remove":
                remove((String) request.get("name"), ((Number) request.get("number")).intValue());
                break;
            case "set":
                node((String) request.get("path")).setAnswer(new UncastData((String) request.get("value")));
                break;
            case "evaluate":
                result.put("value", evaluate((String) request.get("xpath")));
                break;
            case "recompute":
                result.put("submissions", recompute((List<String>) request.get("drafts")));
                break;
            case "finalize":
                result.putAll(complete(Boolean.TRUE.equals(request.get("force"))));
                break;
            default:
                throw new IllegalArgumentException("unknown op " + op);
        }
        return result;
    }

    @SuppressWarnings("unchecked")
    private void load(Map<String, Object> request) throws Exception {
        byte[] source = Files.readAllBytes(Path.of((String) request.get("form")));
        form = new String(source, StandardCharsets.UTF_8);
        properties.values.putAll((Map<String, String>) request.getOrDefault("properties", Map.of()));
        language = (String) request.get("language");
        media = new File((String) request.get("media"));
        if (!parsed.containsKey(form)) {
            FormDef first = XFormUtils.getFormFromInputStream(new ByteArrayInputStream(source));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            first.writeExternal(new DataOutputStream(bytes));
            parsed.put(form, bytes.toByteArray());
        }
    }

    private FormDef copyForm() throws Exception {
        FormDef copy = new FormDef();
        DataInputStream bytes = new DataInputStream(new ByteArrayInputStream(parsed.get(form)));
        copy.readExternal(bytes, PrototypeManager.getDefault());
        return copy;
    }

    private void start(String saved) throws Exception {
        def = copyForm();
        current = def;
        if (clock != null) {
            def.getEvaluationContext().addFunctionHandler(new FixedClock("today", clock));
            def.getEvaluationContext().addFunctionHandler(new FixedClock("now", clock));
        }
        controller = new FormEntryController(new FormEntryModel(def));
        if (saved == null) {
            def.initialize(true, new InstanceInitializationFactory());
        } else {
            restore(saved, def.getInstance().getRoot());
        }
        if (language != null) {
            controller.setLanguage(language);
        }
    }

    private void restore(String saved, TreeElement blank) throws Exception {
        TreeElement savedRoot = XFormParser.restoreDataModel(saved.getBytes(StandardCharsets.UTF_8), null).getRoot();
        TreeElement root = blank.deepCopy(true);
        root.populate(savedRoot, def);
        def.getInstance().setRoot(root);
        def.initialize(false, new InstanceInitializationFactory());
    }

    @SuppressWarnings("unchecked")
    private List<String> fill(Map<String, Object> request) {
        Map<String, Object> answers = (Map<String, Object>) request.getOrDefault("answers", Map.of());
        Map<String, Object> repeats = (Map<String, Object>) request.getOrDefault("repeats", Map.of());
        boolean resave = Boolean.TRUE.equals(request.get("resave"));
        List<String> problems = new ArrayList<>();
        controller.jumpToIndex(FormIndex.createBeginningOfFormIndex());
        for (int event = controller.stepToNextEvent(); event != FormEntryController.EVENT_END_OF_FORM;
             event = controller.stepToNextEvent()) {
            FormIndex index = controller.getModel().getFormIndex();
            if (event == FormEntryController.EVENT_PROMPT_NEW_REPEAT) {
                String name = index.getReference().getNameLast();
                int wanted = ((Number) repeats.getOrDefault(name, 0)).intValue();
                if (index.getReference().getMultLast() < wanted) {
                    controller.newRepeat();
                }
            } else if (event == FormEntryController.EVENT_QUESTION) {
                answerOne(index, answers, resave, problems);
            }
        }
        return problems;
    }

    private void answerOne(FormIndex index, Map<String, Object> answers, boolean resave, List<String> problems) {
        FormEntryPrompt prompt = controller.getModel().getQuestionPrompt(index);
        String key = key(index.getReference());
        IAnswerData data;
        if (answers.containsKey(key)) {
            String text = (String) answers.get(key);
            data = text == null || text.isEmpty() ? null : cast(prompt, text, key);
        } else if (resave) {
            data = prompt.getAnswerValue();
        } else {
            return;
        }
        int status = controller.answerQuestion(index, data, false);
        if (status != FormEntryController.ANSWER_OK) {
            String why = status == FormEntryController.ANSWER_CONSTRAINT_VIOLATED ? "constraint" : "required";
            problems.add(key + ": " + why + ": " + prompt.getConstraintText(data));
        }
    }

    private IAnswerData cast(FormEntryPrompt prompt, String text, String key) {
        int control = prompt.getControlType();
        if (control == org.javarosa.core.model.Constants.CONTROL_SELECT_ONE) {
            return new SelectOneData(choose(prompt, text, key));
        }
        if (control == org.javarosa.core.model.Constants.CONTROL_SELECT_MULTI) {
            List<Selection> chosen = new ArrayList<>();
            for (String one : text.split(" ")) {
                chosen.add(choose(prompt, one, key));
            }
            return new SelectMultiData(chosen);
        }
        IAnswerData template = AnswerDataFactory.templateByDataType(prompt.getDataType());
        return template instanceof StringData || prompt.getDataType() == org.javarosa.core.model.Constants.DATATYPE_BINARY
            ? new StringData(text) : template.cast(new UncastData(text));
    }

    private Selection choose(FormEntryPrompt prompt, String value, String key) {
        List<String> offered = new ArrayList<>();
        for (SelectChoice choice : prompt.getSelectChoices()) {
            if (choice.getValue().equals(value)) {
                return choice.selection();
            }
            offered.add(choice.getValue());
        }
        throw new IllegalArgumentException(key + " does not offer " + value + " but " + offered);
    }

    private List<Map<String, Object>> visible() {
        List<Map<String, Object>> seen = new ArrayList<>();
        controller.jumpToIndex(FormIndex.createBeginningOfFormIndex());
        for (int event = controller.stepToNextEvent(); event != FormEntryController.EVENT_END_OF_FORM;
             event = controller.stepToNextEvent()) {
            if (event == FormEntryController.EVENT_QUESTION) {
                FormIndex index = controller.getModel().getFormIndex();
                FormEntryPrompt prompt = controller.getModel().getQuestionPrompt(index);
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("name", key(index.getReference()));
                one.put("label", prompt.getLongText());
                one.put("value", prompt.getAnswerValue() == null ? null : prompt.getAnswerValue().uncast().getString());
                one.put("required", prompt.isRequired());
                List<String> choices = new ArrayList<>();
                if (prompt.getSelectChoices() != null) {
                    for (SelectChoice choice : prompt.getSelectChoices()) {
                        choices.add(choice.getValue());
                    }
                }
                one.put("choices", choices);
                seen.add(one);
            }
        }
        return seen;
    }

    /** Answer one question, wherever the form stands; null, or why it was refused. */
    private String answerNamed(String name, String value) {
        controller.jumpToIndex(FormIndex.createBeginningOfFormIndex());
        for (int event = controller.stepToNextEvent(); event != FormEntryController.EVENT_END_OF_FORM;
             event = controller.stepToNextEvent()) {
            FormIndex index = controller.getModel().getFormIndex();
            if (event == FormEntryController.EVENT_QUESTION && key(index.getReference()).equals(name)) {
                List<String> problems = new ArrayList<>();
                Map<String, Object> answers = new HashMap<>();
                answers.put(name, value);
                answerOne(index, answers, false, problems);
                return problems.isEmpty() ? null : problems.get(0);
            }
        }
        throw new IllegalArgumentException("no visible question " + name);
    }

    /** Swipe back from the end to the start; Collect saves each screen it leaves. */
    private void back() {
        controller.jumpToIndex(FormIndex.createEndOfFormIndex());
        for (int event = controller.stepToPreviousEvent(); event != FormEntryController.EVENT_BEGINNING_OF_FORM;
             event = controller.stepToPreviousEvent()) {
            if (event == FormEntryController.EVENT_QUESTION) {
                answerOne(controller.getModel().getFormIndex(), Map.of(), true, new ArrayList<>());
            }
        }
    }

    /** Delete the number-th instance (from 1) of a repeat. */
    private void remove(String name, int number) {
        controller.jumpToIndex(FormIndex.createBeginningOfFormIndex());
        for (int event = controller.stepToNextEvent(); event != FormEntryController.EVENT_END_OF_FORM;
             event = controller.stepToNextEvent()) {
            FormIndex index = controller.getModel().getFormIndex();
            TreeReference reference = index.getReference();
            if (event == FormEntryController.EVENT_REPEAT && reference.getNameLast().equals(name)
                && reference.getMultLast() == number - 1) {
                controller.deleteRepeat(index);
                return;
            }
        }
        throw new IllegalArgumentException("no instance " + number + " of " + name);
    }

    private TreeElement node(String path) {
        TreeReference reference = XPathReference.getPathExpr(path).getReference();
        TreeElement found = def.getMainInstance().resolveReference(reference.contextualize(TreeReference.rootRef()));
        if (found == null) {
            throw new IllegalArgumentException("no node " + path);
        }
        return found;
    }

    private String evaluate(String xpath) throws Exception {
        Object value = XPathParseTool.parseXPath(xpath).eval(def.getMainInstance(), def.getEvaluationContext());
        return XPathFuncExpr.toString(XPathFuncExpr.unpack(value));
    }

    /** Open each draft, let the engine recompute, and write it as a submission, unvalidated: many in one request. */
    private List<String> recompute(List<String> drafts) throws Exception {
        List<String> submissions = new ArrayList<>();
        def = copyForm();
        current = def;
        TreeElement blank = def.getInstance().getRoot().deepCopy(true);
        for (String draft : drafts) {
            restore(draft, blank);
            submissions.add(serialize(false));
        }
        return submissions;
    }

    private void fixTimestamps(TreeElement element) {
        if ("timestamp".equals(element.getPreloadHandler()) && element.getValue() != null) {
            element.setAnswer(new DateTimeData(DateUtils.parseDateTime(clock)));
        }
        for (int child = 0; child < element.getNumChildren(); child++) {
            fixTimestamps(element.getChildAt(child));
        }
    }

    private Map<String, Object> complete(boolean force) throws Exception {
        Map<String, Object> result = new LinkedHashMap<>();
        ValidateOutcome outcome = def.validate(true);
        if (outcome != null && !force) {
            FormEntryPrompt prompt = controller.getModel().getQuestionPrompt(outcome.failedPrompt);
            boolean isConstraint = outcome.outcome == FormEntryController.ANSWER_CONSTRAINT_VIOLATED;
            result.put("invalid", key(outcome.failedPrompt.getReference()));
            result.put("why", isConstraint ? "constraint" : "required");
            result.put("message", prompt.getConstraintText());
            return result;
        }
        def.postProcessInstance();
        if (clock != null) {
            fixTimestamps(def.getInstance().getRoot());
        }
        result.put("xml", serialize(false));
        return result;
    }

    private String serialize(boolean draft) throws Exception {
        byte[] bytes = new XFormSerializingVisitor(!draft).serializeInstance(def.getInstance(), def);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String key(TreeReference reference) {
        int repeat = -1;
        for (int level = 0; level < reference.size() - 1; level++) {
            if (isRepeat(reference, level)) {
                repeat = reference.getMultiplicity(level);
            }
        }
        return repeat < 0 ? reference.getNameLast() : reference.getNameLast() + "[" + (repeat + 1) + "]";
    }

    private static FormDef current;

    private static boolean isRepeat(TreeReference reference, int level) {
        TreeReference part = reference.getSubReference(level).genericize();
        TreeElement template = current.getMainInstance().getTemplate(part);
        return level > 0 && template != null;
    }

    private void register() {
        new JavaRosaCoreModule().registerModule();
        PrototypeManager.registerPrototypes(CoreModelModule.classNames);
        new XFormsModule().registerModule();
        ReferenceManager.instance().addReferenceFactory(new MediaFactory());
        PropertyManager.setPropertyManager(properties);
    }

    /** today() and now() at a fixed moment, so that runs repeat. */
    private static class FixedClock implements IFunctionHandler {
        private final String name;
        private final Date moment;

        FixedClock(String name, String text) {
            this.name = name;
            Date parsed = DateUtils.parseDateTime(text);
            this.moment = name.equals("today") ? DateUtils.roundDate(parsed) : parsed;
        }

        public String getName() {
            return name;
        }

        public List<Class[]> getPrototypes() {
            return List.of(new Class[][] {new Class[0]});
        }

        public boolean rawArgs() {
            return false;
        }

        public boolean realTime() {
            return false;
        }

        public Object eval(Object[] args, EvaluationContext context) {
            return moment;
        }
    }

    private class MediaFactory implements ReferenceFactory {
        public boolean derives(String uri) {
            return uri.startsWith("jr://");
        }

        public Reference derive(String uri) {
            return new MediaFile(uri, new File(media, uri.substring(uri.lastIndexOf('/') + 1)));
        }

        public Reference derive(String uri, String context) {
            return derive(uri);
        }
    }

    private static class MediaFile implements Reference {
        private final String uri;
        private final File file;

        MediaFile(String uri, File file) {
            this.uri = uri;
            this.file = file;
        }

        public boolean doesBinaryExist() {
            return file.exists();
        }

        public InputStream getStream() throws java.io.IOException {
            return new FileInputStream(file);
        }

        public String getURI() {
            return uri;
        }

        public String getLocalURI() {
            return file.getPath();
        }

        public boolean isReadOnly() {
            return true;
        }

        public OutputStream getOutputStream() throws java.io.IOException {
            throw new java.io.IOException("read only");
        }

        public void remove() throws java.io.IOException {
            throw new java.io.IOException("read only");
        }

        public Reference[] probeAlternativeReferences() {
            return new Reference[0];
        }
    }

    private static class FixedProperties implements IPropertyManager {
        private final Map<String, String> values = new HashMap<>(Map.of("deviceid", "collect:test000000000001"));

        public List<String> getProperty(String name) {
            return List.of(getSingularProperty(name));
        }

        public void setProperty(String name, String value) {
        }

        public void setProperty(String name, List<String> value) {
        }

        public String getSingularProperty(String name) {
            return values.getOrDefault(name, "");
        }

        public void addRules(IPropertyRules rules) {
        }

        public List<IPropertyRules> getRules() {
            return List.of();
        }
    }
}
