use super::scene::{Scene, landmarks};
use super::*;

/// The presets' limit for missing light, in stops.
const LEAST_MISSING: f32 = 1.9;

fn judged(picture: &RgbPlane) -> Light {
    light(picture, None, &landmarks(), None, None, None).unwrap()
}

fn evenly(_: f32, _: f32) -> f32 {
    1.0
}

/// A patch of shade on the subject's right cheek (the picture's left).
fn patch(size: f32, gain: f32) -> impl Fn(f32, f32) -> f32 {
    move |x, y| if (x - 74.0).abs() < size && (y - 122.0).abs() < size { gain } else { 1.0 }
}

#[test]
fn the_lamp_is_found_within_ten_degrees() {
    for degrees in [-180.0_f32, -135.0, -90.0, -45.0, 0.0, 45.0, 90.0, 135.0] {
        let found = judged(&Scene::frontal(0.4).lit_from(degrees, 0.6).draw(evenly)).shading;
        // Even a lamp behind the camera lights a face's upper and lower half unlike, for it is not a sphere.
        let base = judged(&Scene::frontal(0.4).draw(evenly)).shading;
        let (x, y) = (found.rightward - base.rightward, found.downward - base.downward);
        let error = (y.atan2(x).to_degrees() - degrees + 540.0).rem_euclid(360.0) - 180.0;
        assert!(error.abs() < 10.0, "{degrees}: {error} off");
    }
}

#[test]
fn sides_are_the_subjects() {
    let lit = |degrees| judged(&Scene::frontal(0.4).lit_from(degrees, 0.9).draw(evenly));
    assert_eq!(lit(0.0).uneven_origin(), LightOrigin::SubjectLeft);
    assert_eq!(lit(180.0).uneven_origin(), LightOrigin::SubjectRight);
    assert_eq!(lit(90.0).uneven_origin(), LightOrigin::Below);
    assert!(lit(-90.0).shading.is_from_above() && !lit(90.0).shading.is_from_above());
    // Light usually comes from above.
    assert!(lit(-90.0).uneven_stops() < 0.1 && lit(90.0).uneven_stops() > 0.8);
}

#[test]
fn more_one_sided_light_is_more_uneven() {
    let uneven: Vec<f32> = [0.0, 0.2, 0.4, 0.6, 0.8, 0.95]
        .map(|lamp| judged(&Scene::frontal(0.4).lit_from(0.0, lamp).draw(evenly)).uneven_stops())
        .to_vec();
    assert!(uneven.windows(2).all(|pair| pair[1] > pair[0] + 0.01), "{uneven:?}");
    assert!(uneven[0] < 0.1, "{uneven:?}");
}

#[test]
fn skin_colour_drops_out() {
    let scene = |albedo| Scene::frontal(albedo).lit_from(0.0, 0.5);
    let lit: Vec<Light> = [0.15, 0.3, 0.5, 0.8].map(|albedo| judged(&scene(albedo).draw(evenly))).to_vec();
    let shadowed: Vec<Light> =
        [0.15, 0.3, 0.5, 0.8].map(|albedo| judged(&scene(albedo).draw(patch(11.0, 0.25)))).to_vec();
    for (light, shadow) in lit.iter().zip(&shadowed) {
        assert!((light.shading.strength() - lit[0].shading.strength()).abs() < 0.02, "{light:?}");
        assert!((shadow.cast_shadow_share - shadowed[0].cast_shadow_share).abs() < 0.02, "{shadow:?}");
        assert!(light.exposure.missing_stops() < 1.0 && light.exposure.clipped_share == 0.0, "{light:?}");
    }
    // No stricter with any skin.
    assert!(lit.iter().all(|light| (light.side_stops - lit[0].side_stops).abs() < 0.02));
}

#[test]
fn a_cast_shadow_grows_with_area_and_depth() {
    let share = |size, gain| judged(&Scene::frontal(0.4).draw(patch(size, gain))).cast_shadow_share;
    assert_eq!(share(0.0, 1.0), 0.0);
    let by_area: Vec<f32> = [4.0, 7.0, 10.0, 13.0].map(|size| share(size, 0.2)).to_vec();
    assert!(by_area.windows(2).all(|pair| pair[1] > pair[0]), "{by_area:?}");
    let by_depth: Vec<f32> = [0.8, 0.45, 0.2].map(|gain| share(10.0, gain)).to_vec();
    assert!(by_depth[0] == 0.0 && by_depth[2] >= by_depth[1] && by_depth[2] > 0.05, "{by_depth:?}");
}

#[test]
fn darkness_is_missing_light_on_every_skin() {
    for albedo in [0.15, 0.4, 0.8] {
        let stops: Vec<f32> = [1.0, 0.5, 0.25, 0.1]
            .map(|gain| judged(&Scene::frontal(albedo).exposed(gain).draw(evenly)).exposure.missing_stops())
            .to_vec();
        assert!(stops.windows(2).all(|pair| pair[1] > pair[0]), "{stops:?}");
        assert!(stops[0] < LEAST_MISSING && stops[3] > LEAST_MISSING, "{stops:?}");
    }
}

#[test]
fn the_more_of_a_face_is_in_the_shade_the_more_uneven_it_is() {
    // A robust loss called a half-black face even (0.75 of then 0.8) and a mildly shaded one uneven.
    let shaded = |gain: f32| {
        judged(&Scene::frontal(0.4).draw(move |x, _| if x < 96.0 { gain } else { 1.0 })).side_stops
    };
    let stops = [1.0, 0.7, 0.3, 0.05].map(shaded);
    assert!(stops.windows(2).all(|pair| pair[1] > pair[0] + 0.3), "{stops:?}");
    assert!(stops[1] < 0.8 && stops[2] > 1.5 && stops[3] > 3.0, "{stops:?}");
}

#[test]
fn one_bright_spot_makes_no_dark_face_bright() {
    let dark = Scene::frontal(0.4).exposed(0.1);
    let glare = |x: f32, y: f32| if (x - 110.0).hypot(y - 130.0) < 6.0 { 30.0 } else { 1.0 };
    let exposure = judged(&dark.draw(glare)).exposure;
    assert!(exposure.highlights > 0.5 && exposure.missing_stops() > LEAST_MISSING, "{exposure:?}");
}

#[test]
fn a_face_of_which_only_the_nose_is_lit_is_dark() {
    let spot = |x: f32, y: f32| if (x - 96.0).hypot(y - 115.0) < 16.0 { 1.0 } else { 0.005 };
    let exposure = judged(&Scene::frontal(0.4).draw(spot)).exposure;
    assert!(exposure.black_share > 0.4 && exposure.missing_stops() > LEAST_MISSING, "{exposure:?}");
}

#[test]
fn a_black_beard_is_not_darkness() {
    for albedo in [0.08, 0.4] {
        let beard = |_: f32, y: f32| if y > 138.0 { 0.02 } else { 1.0 };
        let exposure = judged(&Scene::frontal(albedo).draw(beard)).exposure;
        assert!(exposure.missing_stops() < 1.0, "{exposure:?}");
    }
}

#[test]
fn eyes_that_hair_covers_and_squinting_eyes_on_bright_skin_say_nothing() {
    let scene = Scene::frontal(0.4);
    let landmarks = landmarks();
    let dark_eyes =
        |x: f32, y: f32| if (y - 100.0).abs() < 8.0 && (x - 96.0).abs() < 36.0 { 0.1 } else { 1.0 };
    let picture = scene.draw(dark_eyes);
    let skin = picture.map(|_| 1.0);
    let none = LitFace { covered: picture.map(|_| false), skin: skin.clone() };
    let hair = LitFace { covered: Plane::from_fn(192, 192, |_, y| y < 110).unwrap(), skin };
    let exposure = |lit: &LitFace| light(&picture, None, &landmarks, Some(lit), None, None).unwrap().exposure;
    assert!(exposure(&none).eye_whites.is_some() && exposure(&hair).eye_whites.is_none());
    assert!(exposure(&hair).missing_stops() < 1.0 && exposure(&none).missing_stops() < 1.0);
}

#[test]
fn the_camera_says_how_dim_the_scene_is() {
    let picture = Scene::frontal(0.4).draw(evenly);
    let missing = |iso| {
        let facts = ExposureFacts { iso, exposure_time_s: 1.0 / 15.0, aperture: 2.0 };
        light(&picture, None, &landmarks(), None, None, Some(facts)).unwrap().exposure.missing_stops()
    };
    // EV 6 and EV 0.9: a living room, and a candle that the camera has made as bright.
    assert!(missing(100.0) < 1.0 && missing(3200.0) > LEAST_MISSING);
}

#[test]
fn back_light_is_told_from_a_white_wall() {
    let wall = judged(&Scene { background: 1.0, ..Scene::frontal(0.15) }.draw(evenly)).exposure;
    assert!(wall.missing_stops() < LEAST_MISSING && wall.blown_background > 0.9, "{wall:?}");
    // As dark a face before a dark wall is only a little dark: eyes may lie deep.
    let exposed =
        |background| judged(&Scene { background, ..Scene::frontal(0.15).exposed(0.2) }.draw(evenly)).exposure;
    let (window, room) = (exposed(1.0), exposed(0.1));
    assert!(window.missing_stops() > LEAST_MISSING && window.is_backlit(), "{window:?}");
    assert!(room.missing_stops() < LEAST_MISSING && !room.is_backlit(), "{room:?}");
}

#[test]
fn too_much_light_clips() {
    let share = |gain| judged(&Scene::frontal(0.5).exposed(gain).draw(evenly)).exposure.clipped_share;
    assert_eq!(share(1.0), 0.0);
    assert!(share(1.9) < share(2.3) && share(2.3) < share(4.0) && share(4.0) > 0.9);
}

#[test]
fn noise_counts_against_the_signal() {
    let noisy = |gain, sigma| {
        let picture = Scene::frontal(0.4).exposed(gain).draw(evenly);
        light(&picture, None, &landmarks(), None, Some(sigma), None).unwrap().noise_to_signal.unwrap()
    };
    assert!(noisy(1.0, 4.0) < noisy(1.0, 8.0) && noisy(1.0, 4.0) < noisy(0.1, 4.0));
    assert_eq!(judged(&Scene::frontal(0.4).draw(evenly)).noise_to_signal, None);
}

#[test]
fn even_light_is_uniform_in_ofiq_s_sense_too() {
    let even = judged(&Scene::frontal(0.4).draw(evenly)).illumination_uniformity.unwrap();
    let split = judged(&Scene::frontal(0.4).lit_from(0.0, 0.9).draw(evenly)).illumination_uniformity.unwrap();
    assert!(even > 0.8 && split < 0.2, "{even} {split}");
}

#[test]
fn what_cannot_be_seen_is_not_judged() {
    let picture = Scene::frontal(0.4).draw(evenly);
    let inside = |share: usize| Plane::from_fn(192, 192, |x, _| x < share).unwrap();
    assert!(light(&picture, Some(&inside(192)), &landmarks(), None, None, None).is_some());
    assert_eq!(light(&picture, Some(&inside(80)), &landmarks(), None, None, None), None);
    let tiny = landmarks().map(|point| Point3::new(point.x / 6.0, point.y / 6.0, point.z / 6.0));
    assert_eq!(light(&picture, None, &tiny, None, None, None), None);
    assert_eq!(light(&picture.map(|_| [0; 3]), None, &landmarks(), None, None, None), None);
    let broken = landmarks().map(|_| Point3::new(f32::NAN, 0.0, 0.0));
    assert_eq!(light(&picture, None, &broken, None, None, None), None);
}

#[test]
fn the_parser_takes_hair_out_of_the_skin() {
    let hair = |x: f32, _: f32| if x < 80.0 { 0.05 } else { 1.0 };
    let picture = Scene::frontal(0.4).draw(hair);
    let skin = Plane::from_fn(192, 192, |x, _| if x < 80 { 0.0 } else { 1.0 }).unwrap();
    let lit = |skin: Plane<f32>| LitFace { covered: skin.map(|_| false), skin };
    let parsed = light(&picture, None, &landmarks(), Some(&lit(skin)), None, None).unwrap();
    assert!(judged(&picture).cast_shadow_share > 0.1 && parsed.cast_shadow_share == 0.0, "{parsed:?}");
    // Blind in the dark, it takes nothing away.
    let blind = picture.map(|_| 0.0);
    assert_eq!(light(&picture, None, &landmarks(), Some(&lit(blind)), None, None), Some(judged(&picture)));
}
