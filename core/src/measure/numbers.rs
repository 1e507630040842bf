//! Every number of the measures under a name of its own, for JSON, tables and apps in other languages.
//!
//! A measure that is added to [`Covering`] is named where it stands, or does not compile; any other is added to
//! [`Measures::numbers`].

use super::{Covering, Eyes, Measures, Shown};

/// The name of a measure and its number, `None` where it could not be assessed.
pub type Number = (&'static str, Option<f32>);

/// The numbers of a measure under their fields' names, or under those that are given: every field, or it does not compile.
macro_rules! named {
    ($measure:ident { $($field:ident $(as $name:literal)?),* $(,)? }) => {
        impl $measure {
            /// Every number under its name, always the same names in the same order.
            pub(super) fn numbers(measure: Option<&Self>) -> Vec<$crate::measure::Number> {
                let names = [$($crate::measure::numbers::name!($field $($name)?)),*];
                let numbers = measure.map(|$measure { $($field),* }| [$(*$field),*]);
                names.into_iter().enumerate().map(|(at, name)| (name, numbers.map(|all| all[at]))).collect()
            }
        }
    };
}
macro_rules! name {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $name:literal) => {
        $name
    };
}
pub(super) use {name, named};

impl Measures {
    /// Every number, always the same names in the same order.
    pub fn numbers(&self) -> Vec<Number> {
        let face = self.face.as_ref();
        let framing = face.map(|face| face.framing);
        let pose = face.map(|face| face.pose);
        let expression = face.and_then(|face| face.expression);
        let covering = face.and_then(|face| face.covering);
        let sharpness = face.and_then(|face| face.sharpness);
        let light = face.and_then(|face| face.light);
        let exposure = light.map(|light| light.exposure);
        let shading = light.map(|light| light.shading);
        let mut numbers = vec![
            ("width", Some(self.size.0 as f32)),
            ("height", Some(self.size.1 as f32)),
            ("faces", Some(self.face_sizes.len() as f32)),
            ("unconfirmed_score", Some(self.unconfirmed_score)),
            ("second_face_size", Some(self.face_sizes.get(1).copied().unwrap_or(0.0))),
            ("head_size", framing.map(|framing| framing.head_size)),
            ("inter_eye_distance", framing.map(|framing| framing.inter_eye_distance)),
            ("margin_left", framing.map(|framing| framing.margins.left)),
            ("margin_right", framing.map(|framing| framing.margins.right)),
            ("margin_top", framing.map(|framing| framing.margins.top)),
            ("margin_bottom", framing.map(|framing| framing.margins.bottom)),
            ("center_x", framing.map(|framing| framing.center.x)),
            ("center_y", framing.map(|framing| framing.center.y)),
            ("yaw", pose.map(|pose| pose.yaw)),
            ("pitch", pose.map(|pose| pose.pitch)),
            ("roll", pose.map(|pose| pose.roll)),
            ("right_eye_openness", expression.map(|expression| expression.right_eye_openness)),
            ("left_eye_openness", expression.map(|expression| expression.left_eye_openness)),
            ("mouth_openness", expression.map(|expression| expression.mouth_openness)),
            ("mouth_width", expression.map(|expression| expression.mouth_width)),
            ("blur", sharpness.map(|sharpness| sharpness.blur)),
            ("defocus", sharpness.map(|sharpness| sharpness.defocus)),
            ("motion", sharpness.map(|sharpness| sharpness.motion)),
            ("motion_direction", sharpness.map(|sharpness| sharpness.direction)),
            ("noise", sharpness.map(|sharpness| sharpness.noise)),
            ("highlights", exposure.map(|exposure| exposure.highlights)),
            ("eye_whites", exposure.and_then(|exposure| exposure.eye_whites)),
            ("teeth", exposure.and_then(|exposure| exposure.teeth)),
            ("white", exposure.map(|exposure| exposure.white)),
            ("shortfall_stops", exposure.map(|exposure| exposure.shortfall_stops)),
            ("backlight_stops", exposure.and_then(|exposure| exposure.backlight_stops)),
            ("blown_background", exposure.map(|exposure| exposure.blown_background)),
            ("dim_stops", exposure.and_then(|exposure| exposure.dim_stops)),
            ("clipped_share", exposure.map(|exposure| exposure.clipped_share)),
            ("over_exposed_share", exposure.map(|exposure| exposure.over_exposed_share)),
            ("under_exposed_share", exposure.map(|exposure| exposure.under_exposed_share)),
            ("black_share", exposure.map(|exposure| exposure.black_share)),
            ("missing_stops", exposure.map(|exposure| exposure.missing_stops())),
            ("shading_rightward", shading.map(|shading| shading.rightward)),
            ("shading_downward", shading.map(|shading| shading.downward)),
            ("shading_residual", shading.map(|shading| shading.residual)),
            ("side_stops", light.map(|light| light.side_stops)),
            ("uneven_stops", light.map(|light| light.uneven_stops())),
            ("cast_shadow_share", light.map(|light| light.cast_shadow_share)),
            ("illumination_uniformity", light.and_then(|light| light.illumination_uniformity)),
            ("noise_to_signal", light.and_then(|light| light.noise_to_signal)),
            ("scene_exposure_value", light.and_then(|light| light.scene_exposure_value)),
        ];
        numbers.extend(Shown::numbers(face.and_then(|face| face.shown).as_ref()));
        numbers.extend(Eyes::numbers(face.and_then(|face| face.eyes).as_ref()));
        numbers.push(("natural_colour", face.and_then(|face| face.natural_colour)));
        numbers.extend(Covering::numbers(covering.as_ref()));
        numbers.push(("background_gradient", face.and_then(|face| face.background_gradient)));
        numbers
    }
}
