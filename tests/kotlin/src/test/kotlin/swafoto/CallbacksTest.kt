package swafoto

import com.google.gson.JsonParser
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.security.MessageDigest
import java.security.Signature
import java.util.Base64

/** The app's own code, called by the SDK: it hears what it should, and may throw what it likes. */
class CallbacksTest {
    private val lines = mutableListOf<String>()

    private val log = object : LogSink {
        override fun log(level: LogLevel, target: String, message: String) {
            lines += "$level $message"
        }
    }

    @AfterEach
    fun quiet() = setLogger(LogLevel.ERROR, null)

    @Test
    fun theListenerHearsEachChangeOnce() {
        val heard = mutableListOf<Update>()
        val listener = object : SessionListener {
            override fun changed(update: Update) {
                heard += update
            }
        }
        Replay.of(Case.named("perfect"), listener).session.use { session ->
            assertEquals(Ending.ACCEPTED, heard.last().ending)
            assertEquals(1, heard.count { it.ending != null })
            val told = heard.map { listOf(it.state, it.hint, it.askCovering, it.help, it.ending) }
            assertTrue(told.zipWithNext().all { (before, after) -> before != after })
            session.cancel()
            assertEquals(1, heard.count { it.ending != null }, "nothing follows the end")
        }
    }

    @Test
    fun aListenerThatThrowsChangesNothing() {
        setLogger(LogLevel.WARNING, log)
        val plain = Replay.of(Case.named("perfect"))
        for (thrown in listOf(IllegalStateException("of the app"), SwafotoException.Callback("declared"))) {
            lines.clear()
            val run = Replay.of(Case.named("perfect"), object : SessionListener {
                override fun changed(update: Update) = throw thrown
            })
            assertEquals("accepted", run.ending)
            assertEquals(plain.states, run.states)
            assertTrue(lines.any { "WARNING" in it && "listener threw" in it }, "$lines")
            run.session.close()
        }
        plain.session.close()
    }

    @Test
    fun aListenerMayCallTheSession() {
        var session: SelfieSession? = null
        val answers = mutableListOf<Any>()
        val film = Film(films.resolve("perfect/preview.y4m"))
        val planes = film.next()!!
        val listener = object : SessionListener {
            override fun changed(update: Update) {
                val own = session!!
                answers += own.state()
                answers += runCatching {
                    own.previewYuv420(planes.y, planes.u, planes.v, film.format, FrameFacts(), 0)
                }.exceptionOrNull()!!::class
                if (update.ending == null) answers += own.cancel().ending!!
            }
        }
        session = Case.named("perfect").openPolicy().use { SelfieSession(Shared.engine, it, SessionRequest(), listener) }
        session.previewYuv420(planes.y, planes.u, planes.v, film.format, FrameFacts(), 0)
        assertTrue(SwafotoException.Busy::class in answers, "$answers")
        assertEquals(State.EXITED, session.state())
        session.close()
    }

    @Test
    fun aLogThatThrowsHarmsNothing() {
        setLogger(LogLevel.DEBUG, object : LogSink {
            override fun log(level: LogLevel, target: String, message: String) = error("the disk is full")
        })
        val run = Replay.of(Case.named("perfect"), object : SessionListener {
            override fun changed(update: Update) = error("so that something is logged")
        })
        assertEquals("accepted", run.ending)
        run.session.close()
    }

    @Test
    fun receiptsAreSignedByTheApp() {
        val capture = Replay.of(Case.named("perfect")).session.use { it.takeCapture()!! }
        val key = Key()
        val (header, payload, signature) = capture.sign(key).split('.')
        val verifier = Signature.getInstance("SHA256withECDSAinP1363Format")
        verifier.initVerify(key.pair.public)
        verifier.update("$header.$payload".toByteArray())
        assertTrue(verifier.verify(Base64.getUrlDecoder().decode(signature)))
        val json = { part: String -> JsonParser.parseString(String(Base64.getUrlDecoder().decode(part))).asJsonObject }
        assertEquals("key of the test", json(header)["kid"].asString)
        assertEquals("nonce of perfect", json(payload)["nonce"].asString)
        assertEquals(capture.receipt(), String(Base64.getUrlDecoder().decode(payload)))
        val jpeg = capture.jpeg()
        val digest = MessageDigest.getInstance("SHA-256").digest(jpeg).joinToString("") { "%02x".format(it) }
        assertEquals(digest, capture.sha256())
        assertEquals(digest, json(payload)["photo"].asJsonObject["sha256"].asString)
        capture.close()
    }

    @Test
    fun aSignerThatFailsLeavesThePhoto() {
        val session = Replay.of(Case.named("perfect")).session
        val capture = session.takeCapture()!!
        assertNull(session.takeCapture(), "it is handed over once")
        session.close()
        val refusing = object : ReceiptSigner {
            override fun keyId(): String? = null

            override fun sign(bytes: ByteArray): ByteArray = throw java.security.KeyException("locked")
        }
        val thrown = assertThrows(SwafotoException.Callback::class.java) { capture.sign(refusing) }
        assertTrue("locked" in thrown.reason, thrown.reason)
        val nonsense = object : ReceiptSigner {
            override fun keyId(): String? = null

            override fun sign(bytes: ByteArray) = ByteArray(3)
        }
        assertThrows(SwafotoException.Receipt::class.java) { capture.sign(nonsense) }
        assertEquals(3, capture.sign(Key()).split('.').size)
        assertTrue(capture.jpeg().isNotEmpty())
        capture.close()
    }
}
