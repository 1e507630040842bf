package swafoto.android

import android.content.Context
import android.content.res.Configuration
import android.os.LocaleList
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RuntimeEnvironment
import org.w3c.dom.Element
import swafoto.CoveringText
import swafoto.Hint
import swafoto.Language
import swafoto.RuleId
import swafoto.android.guidance.Words
import swafoto.coveringText
import swafoto.hintText
import swafoto.languageTag
import swafoto.root
import swafoto.ruleReason
import java.nio.file.Files
import javax.xml.parsers.DocumentBuilderFactory

/** Every text exists in every language, and hints come from the core alone. */
@RunWith(AndroidRunner::class)
class WordsTest {
    private val resources = root.resolve("android/swafoto/src/main/res")

    private fun strings(folder: String): Map<String, String> {
        val file = resources.resolve(folder).resolve("strings.xml").toFile()
        val elements = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file).getElementsByTagName("string")
        return (0 until elements.length).map { elements.item(it) as Element }.associate { it.getAttribute("name") to it.textContent }
    }

    private fun strings(language: Language): Map<String, String> =
        strings(if (language == Language.INDONESIAN) "values" else "values-${languageTag(language)}")

    /** What a person with these languages, the best first, gets. */
    private fun inLocale(tags: String): Context {
        val context: Context = RuntimeEnvironment.getApplication()
        return context.createConfigurationContext(
            Configuration(context.resources.configuration).apply { setLocales(LocaleList.forLanguageTags(tags)) },
        )
    }

    @Test
    fun everyTextIsInEveryLanguage() {
        val indonesian = strings(Language.INDONESIAN)
        assertTrue(indonesian.size > 15)
        for (language in Language.entries - Language.INDONESIAN) {
            val others = strings(language)
            assertEquals(indonesian.keys, others.keys)
            for ((name, text) in others) assertTrue(name, text.isNotBlank())
            // A language may borrow a button's word.
            assertTrue("$language", indonesian.count { (name, text) -> others[name] == text } < 3)
        }
    }

    @Test
    fun noHintIsWrittenASecondTime() {
        val ours = Language.entries.flatMap { strings(it).values }.toSet()
        val code = Files.walk(root.resolve("android")).use { files ->
            files.filter { "$it".endsWith(".kt") }.map { Files.readString(it) }.toList().joinToString("\n")
        }
        for (language in Language.entries) {
            val catalogue = Hint.entries.map { hintText(it, language) } + RuleId.entries.map { ruleReason(it, language) } +
                // "No" alone is in every text.
                listOf(CoveringText.QUESTION, CoveringText.YES, CoveringText.NOTE).map { coveringText(it, language) }
            for (text in catalogue) {
                assertFalse(text, text in ours)
                assertFalse(text, text in code)
            }
        }
    }

    @Test
    fun hintsSpeakTheScreensLanguage() {
        for ((tag, language) in mapOf(
            "id-ID" to Language.INDONESIAN,
            "en-GB" to Language.ENGLISH,
            "en" to Language.ENGLISH,
            "id-ID,en-US" to Language.INDONESIAN,
            "en-US,id-ID" to Language.ENGLISH,
            "jv" to Language.JAVANESE,
            // What we do not speak is read by people who read Indonesian.
            "su" to Language.INDONESIAN,
            "ar" to Language.INDONESIAN,
        )) {
            val context = inLocale(tag)
            for (hint in Hint.entries) assertEquals(tag, hintText(hint, language), Words.of(context).of(hint))
            for (text in CoveringText.entries) assertEquals(tag, coveringText(text, language), Words.of(context).of(text))
            val close = strings(language)["swafoto_close"]
            assertEquals(tag, close, context.getString(R.string.swafoto_close))
        }
    }
}
