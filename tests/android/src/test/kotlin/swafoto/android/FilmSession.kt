package swafoto.android

import android.content.Context
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.launch
import swafoto.Case
import swafoto.RuleId
import swafoto.State
import swafoto.android.session.SelfieController
import swafoto.android.session.SelfieScreen
import swafoto.films
import swafoto.ruleName
import java.nio.file.Files

/** What a case asks for. */
fun Case.toRequest(signingKey: String? = null) = SelfieRequest(
    policy = PolicyChoice.Toml(Files.readString(films.resolve(name).resolve("policy.toml"))),
    nonce = "nonce of $name",
    retake = request.retake.map { wanted -> RuleId.entries.first { ruleName(it) == wanted } },
    declaredCovering = request.declared_covering,
    signingKey = signingKey,
)

/**
 * A controller that works on the caller's thread and has a film's clock, so that a test says what happens when; and all
 * that it showed.
 */
class FilmSession(
    context: Context,
    name: String,
    layout: Layout = Layout.PLANES,
    signingKey: String? = null,
    deliverStill: (FilmCamera) -> Unit = FilmCamera::deliverStill,
) : AutoCloseable {
    val camera = FilmCamera(context, name, layout, deliverStill)
    val controller = SelfieController(camera.case.toRequest(signingKey), camera::now, Dispatchers.Unconfined)
    val shown = mutableListOf<SelfieScreen>()
    private val watching: Job =
        CoroutineScope(Dispatchers.Unconfined).launch { controller.screen.onEach { shown += it }.collect {} }

    val screen: SelfieScreen get() = controller.screen.value
    val result: SelfieResult? get() = (screen as? SelfieScreen.Finished)?.result

    /** Plays the film to the session's end, or its own. */
    fun play(): FilmSession {
        if (!camera.running) controller.attach(camera)
        camera.playUntil { result != null }
        return this
    }

    /** Plays until the session is in `state`. */
    fun playTo(state: State): FilmSession {
        if (!camera.running) controller.attach(camera)
        check(camera.playUntil { (screen as? SelfieScreen.Live)?.guidance?.update?.state == state }) { "never $state" }
        return this
    }

    override fun close() {
        watching.cancel()
        controller.close()
    }
}
