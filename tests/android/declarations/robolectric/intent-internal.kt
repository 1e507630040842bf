// Of androidx.test:monitor 1.8, as org.robolectric:robolectric 4.16 calls it. Nobody listens.
package androidx.test.internal.runner.intent

import android.content.Intent
import androidx.test.runner.intent.IntentMonitor

class IntentMonitorImpl : IntentMonitor {
    fun signalIntent(intent: Intent) {
        checkNotNull(intent)
    }
}
