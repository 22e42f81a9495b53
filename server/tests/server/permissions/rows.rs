//! The table: every address, and what each actor gets there.

use crate::app::{ADMINISTRATOR, EMPLOYEE, LEAD, MANAGER};
use store::demo::PASSWORD;

/// One address with what is sent there, and what each actor gets: nobody, somebody who left, employee, tech lead, manager,
/// administrator.
pub(super) struct Row {
    pub(super) address: &'static str,
    pub(super) path: &'static str,
    pub(super) form: &'static [(&'static str, &'static str)],
    pub(super) status: [u16; 6],
    /// Whether it is asked for, or sent.
    pub(super) asked: bool,
    /// Whether the store is different afterwards where the status is 200.
    pub(super) changes: bool,
}

pub(super) const ACTORS: [&str; 6] = ["nobody", "left", EMPLOYEE, LEAD, MANAGER, ADMINISTRATOR];
/// Pages and functions for everybody.
const ALL: [u16; 6] = [200; 6];
/// Pages for who is signed in: others are sent to sign in.
const PAGE: [u16; 6] = [302, 302, 200, 200, 200, 200];
const ADMIN_PAGE: [u16; 6] = [302, 302, 404, 404, 404, 200];
/// Functions for who is signed in.
const MEMBER: [u16; 6] = [401, 401, 200, 200, 200, 200];
const ADMIN: [u16; 6] = [401, 401, 404, 404, 404, 200];

/// Functions for the employee and their manager.
const SIDES: [u16; 6] = [401, 401, 200, 404, 200, 404];

/// Functions for who holds a review of somebody else.
const HOLDER: [u16; 6] = [401, 401, 404, 404, 200, 404];
/// Functions for the peer who was asked.
const PEER: [u16; 6] = [401, 401, 404, 200, 404, 404];

const ADMIN_FILE: [u16; 6] = [302, 302, 404, 404, 404, 200];

const fn read(address: &'static str, path: &'static str, status: [u16; 6]) -> Row {
    Row { address, path, form: &[], status, asked: true, changes: false }
}

const fn write(address: &'static str, form: &'static [(&'static str, &'static str)], status: [u16; 6]) -> Row {
    Row { address, path: address, form, status, asked: false, changes: true }
}

/// A file: that it was taken is told in the audit chain.
const fn file(address: &'static str) -> Row {
    taken(address, address, ADMIN_FILE)
}

/// The same for who else may take one.
const fn taken(address: &'static str, path: &'static str, status: [u16; 6]) -> Row {
    Row { address, path, form: &[], status, asked: true, changes: true }
}

pub(super) const ROWS: &[Row] = &[
    read("/", "/", PAGE),
    read("/account", "/account", PAGE),
    read("/account/data", "/account/data", PAGE),
    taken("/account/data.json", "/account/data.json", PAGE),
    read("/people", "/people", PAGE),
    read("/people", "/people?search=mira&role=leads", PAGE),
    read("/people/chart", "/people/chart", PAGE),
    read("/people/:id", "/people/MIRA", PAGE),
    // Everybody's own; it is empty for who manages nobody.
    read("/reports", "/reports", PAGE),
    read("/reports", "/reports?line=all&need=stuck&search=mira", PAGE),
    read("/teams", "/teams", PAGE),
    read("/teams/:id", "/teams/PAYMENTS", PAGE),
    read("/company", "/company", PAGE),
    // There is no team review with several groups yet; of a company review's everybody sees what its contract says.
    read("/compare", "/compare", [302, 302, 404, 404, 404, 404]),
    read("/compare", "/compare?review=OUT", PAGE),
    read("/compare", "/compare?review=LEADERS", [302, 302, 404, 200, 200, 200]),
    read("/goals", "/goals", PAGE),
    read("/goals", "/goals?view=table&of=all&only=stuck", PAGE),
    read("/goals", "/goals?under=OWN", [302, 302, 404, 404, 200, 200]),
    read("/goals/new", "/goals/new", PAGE),
    read("/goals/check-in", "/goals/check-in", PAGE),
    taken("/goals.csv", "/goals.csv", PAGE),
    taken("/goals.json", "/goals.json", PAGE),
    // Of somebody's own goal the administrator sees what it is called; who is above them in the line all of it.
    read("/goals/:id", "/goals/OWN", [302, 302, 404, 404, 200, 200]),
    read("/goals/:id", "/goals/GOAL", PAGE),
    read("/goals/:id", "/goals/ANSWER", [302, 302, 404, 404, 404, 200]),
    read("/live", "/live?of=company", [401, 401, 200, 200, 200, 200]),
    read("/live", "/live?at=OWN.1.", [401, 401, 404, 404, 200, 200]),
    read("/live", "/live?at=ANSWER.1.", [401, 401, 404, 404, 404, 200]),
    read("/workshops", "/workshops", PAGE),
    read("/workshops", "/workshops?code=nonsense", PAGE),
    // Of a team: who leads it or stands above who does opens them, who is at home in it sees them.
    read("/workshops/new", "/workshops/new?team=PAYMENTS", [302, 302, 404, 200, 200, 200]),
    read("/workshops/:id", "/workshops/WORKSHOP", PAGE),
    read("/workshops/:id", "/workshops/THEIRS", [302, 302, 404, 404, 404, 200]),
    read("/w/{code}", "/w/BCD-FGH", PAGE),
    read("/live", "/live?workshop=WORKSHOP.0", [401, 401, 200, 200, 200, 200]),
    read("/live", "/live?workshop=THEIRS.0", [401, 401, 404, 404, 404, 200]),
    read("/projects", "/projects", PAGE),
    // Mira's review, which Viktor holds; of Jonas's, which he holds, too, Nadia was asked.
    read("/review/:cycle", "/review/CYCLE", [302, 302, 200, 404, 404, 404]),
    read("/review/:cycle/:person", "/review/CYCLE/MIRA", [302, 302, 200, 404, 200, 404]),
    read("/review/:cycle/:person", "/review/CYCLE/JONAS", [302, 302, 404, 404, 200, 404]),
    read("/review/:cycle/:person/input", "/review/CYCLE/JONAS/input", [302, 302, 404, 200, 404, 404]),
    read("/review/:cycle/:person/input", "/review/CYCLE/MIRA/input", [302, 302, 404, 404, 404, 404]),
    // The plan of Mira's review, which her manager holds and both are writing.
    read("/plan", "/plan", PAGE),
    read("/plan/{cycle}", "/plan/CYCLE", [302, 302, 200, 404, 404, 404]),
    read("/plan/{cycle}/{person}", "/plan/CYCLE/MIRA", [302, 302, 200, 404, 200, 404]),
    read("/admin/people", "/admin/people", ADMIN_PAGE),
    read("/admin/people/:id", "/admin/people/MIRA", ADMIN_PAGE),
    read("/admin/people/:id/anonymise", "/admin/people/EMIL/anonymise", ADMIN_PAGE),
    read("/admin/people/import", "/admin/people/import", ADMIN_PAGE),
    read("/admin/teams", "/admin/teams", ADMIN_PAGE),
    read("/admin/teams/:id", "/admin/teams/PAYMENTS", ADMIN_PAGE),
    read("/admin/projects", "/admin/projects", ADMIN_PAGE),
    read("/admin/projects/:id", "/admin/projects/FARES", ADMIN_PAGE),
    read("/admin/goals", "/admin/goals", ADMIN_PAGE),
    read("/admin/goals/import", "/admin/goals/import", ADMIN_PAGE),
    read("/admin/retention", "/admin/retention", ADMIN_PAGE),
    read("/admin/cycles", "/admin/cycles", ADMIN_PAGE),
    read("/admin/cycles/:id", "/admin/cycles/CYCLE", ADMIN_PAGE),
    read("/admin/audit", "/admin/audit", ADMIN_PAGE),
    read("/admin/audit", "/admin/audit?who=mira&area=people&check=1", ADMIN_PAGE),
    read("/admin/cycles/:id/launch", "/admin/cycles/CYCLE/launch?kind=company&look=1", ADMIN_PAGE),
    read("/admin/cycles/:id/reviews", "/admin/cycles/QUIET/reviews?who=all&look=1", ADMIN_PAGE),
    read("/admin/reviews/:id", "/admin/reviews/REVIEWS", ADMIN_PAGE),
    read("/admin/surveys/:id", "/admin/surveys/NAMELESS", ADMIN_PAGE),
    read("/surveys/:id", "/surveys/NAMELESS", PAGE),
    read("/surveys/:id", "/surveys/NAMED?at=1", PAGE),
    read("/admin/surveys/import", "/admin/surveys/import", ADMIN_PAGE),
    read("/surveys/:id/results", "/surveys/OUT/results", PAGE),
    read("/surveys/:id/results", "/surveys/NAMED/results", PAGE),
    read("/surveys/:id/results", "/surveys/LEADERS/results", [302, 302, 404, 200, 200, 200]),
    taken("/surveys/:id/release.csv", "/surveys/OUT/release.csv", [302, 302, 200, 200, 200, 200]),
    taken("/surveys/:id/release.json", "/surveys/OUT/release.json", [302, 302, 200, 200, 200, 200]),
    taken("/surveys/:id/release.json", "/surveys/LEADERS/release.json", [302, 302, 404, 200, 200, 200]),
    // There is nothing yet.
    taken("/surveys/:id/release.json", "/surveys/NAMELESS/release.json", [302, 302, 404, 404, 404, 404]),
    // Whose answers come in here, nobody knows: see answers.rs.
    read("/answers", "/answers", [405; 6]),
    read("/contracts/:id", "/contracts/NAMELESS", ALL),
    read("/admin/questionnaires", "/admin/questionnaires", ADMIN_PAGE),
    read("/admin/questionnaires/:id", "/admin/questionnaires/team-review", ADMIN_PAGE),
    read("/admin/questionnaires/:id", "/admin/questionnaires/no-such", [302, 302, 404, 404, 404, 404]),
    read("/admin/questionnaires/:id/preview", "/admin/questionnaires/team-review/preview", ADMIN_PAGE),
    read("/admin/questionnaire-file", "/admin/questionnaire-file", ADMIN_PAGE),
    read("/admin/questionnaires/:id/file.toml", "/admin/questionnaires/team-review/file.toml", ADMIN_FILE),
    read("/admin/questionnaires-example.toml", "/admin/questionnaires-example.toml", ADMIN_FILE),
    file("/admin/people.csv"),
    file("/admin/teams.csv"),
    file("/admin/audit.csv"),
    read("/sign-in", "/sign-in", ALL),
    read("/forgot-password", "/forgot-password", ALL),
    read("/set-password/:token", "/set-password/0123", ALL),
    read("/healthz", "/healthz", ALL),
    read("/readyz", "/readyz", ALL),
    read("/metrics", "/metrics", ALL),
    read("/assets/{*name}", "/assets/none.css", [404; 6]),
    read("/robots.txt", "/robots.txt", ALL),
    read("/favicon.ico", "/favicon.ico", ALL),
    read("/fn/session/viewer", "/fn/session/viewer", ALL),
    read("/fn/home/show", "/fn/home/show", MEMBER),
    read("/fn/account/show", "/fn/account/show", MEMBER),
    read("/fn/account/data", "/fn/account/data", MEMBER),
    read("/fn/people/find", "/fn/people/find?sought[search]=mira", MEMBER),
    read("/fn/people/chart", "/fn/people/chart", MEMBER),
    read("/fn/people/branch", "/fn/people/branch?of=MIRA&level=2", MEMBER),
    read("/fn/people/show", "/fn/people/show?id=MIRA", MEMBER),
    read("/fn/people/suggest", "/fn/people/suggest?text=mi", MEMBER),
    read("/fn/reports/show", "/fn/reports/show?line=all", MEMBER),
    read("/fn/teams/list", "/fn/teams/list", MEMBER),
    read("/fn/teams/show", "/fn/teams/show?id=PAYMENTS", MEMBER),
    read("/fn/workshops/begin", "/fn/workshops/begin?team=PAYMENTS", [401, 401, 404, 200, 200, 200]),
    read("/fn/workshops/find", "/fn/workshops/find?code=BCD-FGH", MEMBER),
    read("/fn/workshops/show", "/fn/workshops/show?id=WORKSHOP", MEMBER),
    read("/fn/workshops/show", "/fn/workshops/show?id=THEIRS", [401, 401, 404, 404, 404, 200]),
    read("/fn/goals/suggest", "/fn/goals/suggest?text=pay", MEMBER),
    read("/fn/teams/suggest", "/fn/teams/suggest?text=pay", MEMBER),
    read("/fn/health/company", "/fn/health/company", MEMBER),
    read("/fn/health/compare", "/fn/health/compare?review=OUT", MEMBER),
    read("/fn/health/compare", "/fn/health/compare?review=LEADERS", [401, 401, 404, 200, 200, 200]),
    read("/fn/goals/list", "/fn/goals/list", MEMBER),
    read("/fn/goals/portfolio", "/fn/goals/portfolio?of=company", MEMBER),
    read("/fn/goals/portfolio", "/fn/goals/portfolio?of=PAYMENTS", MEMBER),
    read("/fn/goals/portfolio", "/fn/goals/portfolio?of=MIRA", [401, 401, 404, 404, 404, 404]),
    read("/fn/goals/form", "/fn/goals/form", MEMBER),
    read("/fn/plans/show", "/fn/plans/show", MEMBER),
    read("/fn/plans/show", "/fn/plans/show?cycle=CYCLE&person=MIRA", SIDES),
    read("/fn/goals/check-ins", "/fn/goals/check-ins", MEMBER),
    read("/fn/goals/policies", "/fn/goals/policies", ADMIN),
    read("/fn/retention/show", "/fn/retention/show?typed[reviews]=24&typed[left]=&typed[look]=1", ADMIN),
    read("/fn/goals/preview", "/fn/goals/preview", ADMIN),
    read("/fn/goals/show", "/fn/goals/show?id=OWN", [401, 401, 404, 404, 200, 200]),
    read("/fn/goals/show", "/fn/goals/show?id=GOAL", MEMBER),
    read("/fn/goals/show", "/fn/goals/show?id=ANSWER", [401, 401, 404, 404, 404, 200]),
    read("/fn/projects/list", "/fn/projects/list", MEMBER),
    read("/fn/projects/list", "/fn/projects/list?all=true", ADMIN),
    read("/fn/people/list", "/fn/people/list?sought[skip]=0", ADMIN),
    read("/fn/people/edit", "/fn/people/edit?id=MIRA", ADMIN),
    read("/fn/people/former", "/fn/people/former?id=MIRA", ADMIN),
    read("/fn/people/preview", "/fn/people/preview", ADMIN),
    read("/fn/teams/all", "/fn/teams/all", ADMIN),
    read("/fn/teams/edit", "/fn/teams/edit?id=PAYMENTS", ADMIN),
    read("/fn/projects/edit", "/fn/projects/edit?id=FARES", ADMIN),
    read("/fn/cycles/list", "/fn/cycles/list", ADMIN),
    read("/fn/audit/list", "/fn/audit/list?asked[area]=people&check=true", ADMIN),
    read("/fn/cycles/one", "/fn/cycles/one?id=CYCLE", ADMIN),
    read("/fn/cycles/launching", "/fn/cycles/launching?cycle=CYCLE", ADMIN),
    read("/fn/cycles/survey", "/fn/cycles/survey?id=NAMELESS", ADMIN),
    read("/fn/reviews/launching", "/fn/reviews/launching?cycle=QUIET", ADMIN),
    read("/fn/reviews/progress", "/fn/reviews/progress?id=REVIEWS", ADMIN),
    read("/fn/reviews/show", "/fn/reviews/show?cycle=CYCLE", [401, 401, 200, 404, 404, 404]),
    read("/fn/reviews/show", "/fn/reviews/show?cycle=CYCLE&person=MIRA", SIDES),
    read("/fn/reviews/input", "/fn/reviews/input?cycle=CYCLE&person=JONAS", PEER),
    read("/fn/surveys/page", "/fn/surveys/page?id=NAMELESS", MEMBER),
    read("/fn/questionnaires/list", "/fn/questionnaires/list", ADMIN),
    read("/fn/questionnaires/show", "/fn/questionnaires/show?id=team-review", ADMIN),
    read("/fn/questionnaires/look", "/fn/questionnaires/look", ADMIN),
    read("/fn/surveys/results", "/fn/surveys/results?id=OUT&unit=0", MEMBER),
    read("/fn/surveys/results", "/fn/surveys/results?id=LEADERS", [401, 401, 404, 200, 200, 200]),
    read("/fn/surveys/import-preview", "/fn/surveys/import-preview", ADMIN),
    read("/fn/password/link", "/fn/password/link?token=0123", ALL),
    read("/fn/password/mail", "/fn/password/mail", ALL),
    write("/fn/session/sign-in", &[("email", EMPLOYEE), ("password", PASSWORD)], ALL),
    write("/fn/session/sign-in", &[("email", EMPLOYEE), ("password", "not the password")], [422; 6]),
    write("/fn/session/sign-out", &[], ALL),
    write("/fn/session/sign-out-everywhere", &[], MEMBER),
    write("/fn/session/end", &[("key", "0123")], MEMBER),
    write("/fn/password/set", &[("token", "0123"), ("password", "a sentence that nobody has")], [422; 6]),
    write(
        "/fn/password/set-up",
        &[("token", "0123"), ("name", "A B"), ("email", "a@b.example"), ("password", "a sentence that nobody has")],
        [422; 6],
    ),
    write("/fn/password/forgot", &[("email", "SOMEBODY")], ALL),
    write("/fn/password/change", &[("present", PASSWORD), ("new", "a sentence that nobody has")], MEMBER),
    write("/fn/account/save", &[("name", "Somebody Else"), ("time_zone", ""), ("version", "0")], MEMBER),
    write("/fn/people/invite", &[("name", "Greta Nowak"), ("email", "greta@halden.example"), ("title", "")], ADMIN),
    write("/fn/people/link", &[("person", "MIRA")], ADMIN),
    write("/fn/people/invite-many", &[("lines", "Greta Nowak, greta@halden.example")], [401, 401, 404, 404, 404, 422]),
    write("/fn/people/bulk", &[("what", "manager"), ("people[]", "MIRA"), ("manager", "Nadia Perić")], ADMIN),
    write("/fn/people/bulk", &[("what", "home"), ("people[]", "MIRA"), ("team", "Timetables")], ADMIN),
    write("/fn/people/bulk", &[("what", "leave"), ("people[]", "MIRA")], ADMIN),
    write("/fn/people/correct", &[("id", "MIRA"), ("version", "0"), ("name", "Mira Berg"), ("email", EMPLOYEE)], ADMIN),
    write("/fn/people/home", &[("id", "MIRA"), ("team", "Timetables"), ("from", "2027-01-11")], ADMIN),
    write("/fn/people/leave", &[("id", "MIRA")], ADMIN),
    write("/fn/people/return", &[("id", "EMIL")], ADMIN),
    write("/fn/people/anonymise", &[("id", "EMIL"), ("name", "Emil Brandt")], ADMIN),
    write("/fn/people/join", &[("id", "MIRA"), ("other", "Stig Rønning")], ADMIN),
    write("/fn/people/part", &[("key", "INTERIM")], ADMIN),
    write(
        "/fn/people/delegate",
        &[("id", "MIRA"), ("to", "Nadia Perić"), ("first", "2027-01-11"), ("last", "2027-01-12")],
        ADMIN,
    ),
    write("/fn/people/delegate-end", &[("id", "MIRA"), ("grant", "GRANT")], ADMIN),
    // A form of files is of another kind; see admin/import.rs for what it takes.
    write("/fn/people/upload", &[], [400; 6]),
    write("/fn/people/import-choose", &[("id", "UPLOAD"), ("encoding", "UTF-8")], ADMIN),
    write("/fn/people/import-give-up", &[("id", "UPLOAD")], ADMIN),
    write("/fn/people/import", &[("id", "UPLOAD"), ("fingerprint", "FINGERPRINT")], ADMIN),
    write("/fn/teams/create", &[("name", "Security"), ("parent", "Engineering"), ("lead", "Mira Solberg")], ADMIN),
    write("/fn/teams/correct", &[("id", "PAYMENTS"), ("version", "0"), ("name", "Paying")], ADMIN),
    write("/fn/teams/close", &[("id", "EMPTY"), ("closed", "true")], ADMIN),
    write("/fn/teams/guest", &[("id", "TIMETABLES"), ("guest", "Mira Solberg")], ADMIN),
    write("/fn/teams/guest-end", &[("id", "PRODUCT"), ("guest", "AIKO")], ADMIN),
    write("/fn/projects/create", &[("name", "Night trains"), ("lead", "Mira Solberg")], ADMIN),
    write("/fn/projects/correct", &[("id", "FARES"), ("version", "0"), ("name", "Fares")], ADMIN),
    write("/fn/projects/end", &[("id", "FARES"), ("ended", "true")], ADMIN),
    write("/fn/projects/member", &[("id", "FARES"), ("person", "Mira Solberg")], ADMIN),
    write("/fn/projects/member-end", &[("id", "FARES"), ("person", "ZOFIA")], ADMIN),
    // Where one runs already, there is no second one.
    write(
        "/fn/workshops/open",
        &[("team", "PAYMENTS"), ("way", "points"), ("sections[balance]", "on")],
        [401, 401, 404, 422, 422, 422],
    ),
    write(
        "/fn/workshops/open",
        &[("team", "TIMETABLES"), ("way", "lights"), ("sections[balance]", "on")],
        [401, 401, 404, 404, 200, 200],
    ),
    // Who leads does not vote, nor who is at home elsewhere.
    write("/fn/workshops/vote", &[("id", "WORKSHOP"), ("votes[balance]", "4")], [401, 401, 200, 422, 422, 422]),
    write("/fn/workshops/vote", &[("id", "THEIRS"), ("votes[balance]", "4")], [401, 401, 404, 404, 404, 422]),
    write("/fn/workshops/reveal", &[("id", "WORKSHOP"), ("seen", "0")], [401, 401, 404, 200, 200, 200]),
    // Nothing was revealed yet.
    write(
        "/fn/workshops/decide",
        &[("id", "WORKSHOP"), ("seen", "0"), ("section", "balance"), ("stand", "4")],
        [401, 401, 404, 422, 422, 422],
    ),
    write("/fn/workshops/close", &[("id", "WORKSHOP"), ("seen", "0")], [401, 401, 404, 422, 422, 422]),
    write("/fn/workshops/give-up", &[("id", "WORKSHOP"), ("seen", "0")], [401, 401, 404, 200, 200, 200]),
    write("/fn/workshops/give-up", &[("id", "THEIRS"), ("seen", "0")], [401, 401, 404, 404, 404, 404]),
    // The administrator stands in for the manager, who is above the lead.
    write(
        "/fn/goals/add",
        &[("level", "OF_PAYMENTS"), ("title", "Rotate"), ("owner", "Mira Solberg"), ("due", "2027-03-01")],
        [401, 401, 404, 200, 200, 200],
    ),
    write("/fn/goals/add", &[("level", "company"), ("title", "Rotate"), ("owner", "Mira Solberg"), ("due", "2027-03-01")], ADMIN),
    // Nothing of it is stored.
    Row {
        address: "/fn/live/editing",
        path: "/fn/live/editing",
        form: &[("stream", "1"), ("goal", "GOAL"), ("field", "value")],
        status: MEMBER,
        asked: false,
        changes: false,
    },
    write("/fn/goals/report", &[("id", "GOAL"), ("seen", "1"), ("status", "behind")], MEMBER),
    write("/fn/goals/begin", &[("goal[kind]", "commitment"), ("terms[title]", "Rest"), ("terms[due]", "2027-03-01")], MEMBER),
    write(
        "/fn/goals/begin",
        &[("goal[kind]", "commitment"), ("goal[whose]", "company"), ("terms[title]", "Rest"), ("terms[due]", "2027-03-01")],
        [401, 401, 422, 422, 422, 200],
    ),
    write(
        "/fn/goals/define",
        &[("id", "GOAL"), ("seen", "1"), ("terms[title]", "Rotate"), ("terms[due]", "2027-03-02"), ("terms[measure]", "none")],
        MEMBER,
    ),
    write("/fn/goals/edit", &[("id", "GOAL"), ("seen", "1"), ("field", "confidence"), ("text", "7")], MEMBER),
    write(
        "/fn/goals/edit",
        &[("id", "OWN"), ("seen", "2"), ("field", "confidence"), ("text", "7")],
        // The administrator stands in for the manager.
        [401, 401, 404, 404, 200, 200],
    ),
    write("/fn/goals/place", &[("id", "GOAL"), ("seen", "1"), ("owner", "Mira Solberg"), ("place[tags]", "calm")], MEMBER),
    write("/fn/goals/agree", &[("id", "OWN"), ("seen", "2")], [401, 401, 404, 404, 200, 200]),
    // Nothing waits that could be declined.
    write("/fn/goals/answer", &[("id", "OWN"), ("seen", "2"), ("reason", "No")], [401, 401, 404, 404, 422, 422]),
    write("/fn/goals/help", &[("id", "GOAL"), ("seen", "1"), ("what", "Somebody who knows")], MEMBER),
    write("/fn/goals/evidence", &[("id", "GOAL"), ("seen", "1"), ("words", "A photograph")], MEMBER),
    write("/fn/goals/grade", &[("id", "GOAL"), ("seen", "1"), ("grade", "0.7")], MEMBER),
    write("/fn/goals/carry", &[("id", "GOAL"), ("seen", "1"), ("cycle", "CYCLE")], MEMBER),
    write("/fn/goals/bulk", &[("goals[]", "GOAL_SEEN"), ("what", "done")], MEMBER),
    write("/fn/goals/check-in", &[("items[0][id]", "GOAL"), ("items[0][seen]", "1"), ("items[0][confidence]", "7")], MEMBER),
    write("/fn/goals/set-policies", POLICIES, ADMIN),
    write("/fn/retention/set", &[("version", "0"), ("reviews", "24"), ("left", "36")], ADMIN),
    write("/fn/goals/upload", &[], [400; 6]),
    // It is no table of goals.
    write("/fn/goals/import", &[("file", "FORMER"), ("fingerprint", "0")], [401, 401, 404, 404, 404, 422]),
    write("/fn/goals/give-up", &[("file", "FORM")], ADMIN),
    write("/fn/goals/reopen", &[("id", "ENDED"), ("seen", "2")], MEMBER),
    write("/fn/goals/report", &[("id", "ANSWER"), ("seen", "1"), ("status", "behind")], [401, 401, 404, 404, 404, 404]),
    write("/fn/plans/write", &[("cycle", "CYCLE"), ("person", "MIRA"), ("part", "strengths"), ("text", "Calm.")], SIDES),
    write(
        "/fn/plans/list",
        &[("cycle", "CYCLE"), ("person", "MIRA"), ("part", "support"), ("rows[0][what]", "A desk"), ("rows[0][by]", "Somebody")],
        SIDES,
    ),
    // Nobody has written what is signed; plans.rs signs and amends one.
    write("/fn/plans/sign", &[("cycle", "CYCLE"), ("person", "MIRA"), ("seal", SEAL)], [401, 401, 422, 404, 422, 404]),
    write("/fn/plans/amend", &[("cycle", "CYCLE"), ("person", "MIRA"), ("reason", "More")], [401, 401, 422, 404, 422, 404]),
    write("/fn/plans/give-up", &[("cycle", "CYCLE"), ("person", "MIRA"), ("seal", SEAL)], [401, 401, 422, 404, 422, 404]),
    write("/fn/plans/open", &[("cycle", "CYCLE"), ("person", "MIRA"), ("open", "true")], SIDES),
    write("/fn/cycles/create", &[("name", "2027 H2"), ("starts", "2027-07-01"), ("ends", "2027-12-31")], ADMIN),
    write(
        "/fn/cycles/correct",
        &[("id", "CYCLE"), ("version", "0"), ("name", "Spring"), ("starts", "2027-01-01"), ("ends", "2027-06-30")],
        ADMIN,
    ),
    write("/fn/cycles/close", &[("id", "QUIET"), ("version", "0")], ADMIN),
    write(
        "/fn/cycles/launch",
        &[
            ("cycle", "CYCLE"),
            ("kind", "team"),
            ("name", "Health"),
            ("questionnaire", "team-review"),
            ("mode", "open"),
            ("k", "3"),
            ("who", "all"),
            ("viewers", "line"),
            ("closes", "2027-01-20T18:00"),
        ],
        ADMIN,
    ),
    write("/fn/cycles/amend", &[("id", "NAMELESS"), ("k", "6"), ("viewers", "everyone")], ADMIN),
    write("/fn/cycles/void", &[("id", "NAMELESS"), ("why", "By mistake")], ADMIN),
    write(
        "/fn/reviews/launch",
        &[
            ("cycle", "QUIET"),
            ("questionnaire", "personal-review"),
            ("back", "none"),
            ("prepare", "2027-01-20"),
            ("share", "2027-01-25"),
            ("talk", "2027-02-05"),
            ("sign", "2027-02-12"),
            ("who", "all"),
        ],
        ADMIN,
    ),
    // Who holds it is her manager.
    write("/fn/reviews/pass-on", &[("launch", "REVIEWS"), ("person", "ZOFIA"), ("to", "VIKTOR")], [401, 401, 404, 404, 404, 422]),
    write("/fn/reviews/call-off", &[("launch", "REVIEWS")], ADMIN),
    // What nobody has seen is saved; what was seen is amended.
    write("/fn/reviews/save", WRITTEN, HOLDER),
    write(
        "/fn/reviews/save",
        &[
            ("cycle", "CYCLE"),
            ("person", "MIRA"),
            ("written[text][answer.learned]", "More."),
            ("written[seen][answer.learned]", "1"),
        ],
        [401, 401, 422, 404, 422, 404],
    ),
    write(
        "/fn/reviews/amend",
        &[
            ("cycle", "CYCLE"),
            ("person", "MIRA"),
            ("written[text][answer.learned]", "More."),
            ("written[seen][answer.learned]", "1"),
        ],
        SIDES,
    ),
    // The person has none.
    write(
        "/fn/reviews/save-notes",
        &[("cycle", "CYCLE"), ("person", "MIRA"), ("written[text][notes]", "Ask."), ("written[seen][notes]", "0")],
        [401, 401, 422, 404, 200, 404],
    ),
    write("/fn/reviews/share", WRITTEN, HOLDER),
    write("/fn/reviews/take-back", &[("cycle", "CYCLE"), ("person", "JONAS")], HOLDER),
    write("/fn/reviews/take-back", &[("cycle", "CYCLE"), ("person", "MIRA")], [401, 401, 422, 404, 422, 404]),
    write("/fn/reviews/ask", &[("cycle", "CYCLE"), ("person", "ZOFIA"), ("peer", "Nadia Perić"), ("about", "The move")], HOLDER),
    // The person asks nobody.
    write("/fn/reviews/ask", &[("cycle", "CYCLE"), ("person", "MIRA"), ("peer", "Nadia Perić")], [401, 401, 422, 404, 200, 404]),
    write("/fn/reviews/remind", &[("cycle", "CYCLE"), ("person", "JONAS"), ("peer", "NADIA")], HOLDER),
    write("/fn/reviews/ask-no-more", &[("cycle", "CYCLE"), ("person", "JONAS"), ("peer", "NADIA")], HOLDER),
    // An administrator gives it to the person's manager of today only, which these hold.
    write(
        "/fn/reviews/hand-over",
        &[("cycle", "CYCLE"), ("person", "JONAS"), ("to", "Sunniva Haugen")],
        [401, 401, 404, 404, 200, 422],
    ),
    write(
        "/fn/reviews/hand-over",
        &[("cycle", "CYCLE"), ("person", "MIRA"), ("to", "Sunniva Haugen")],
        [401, 401, 404, 404, 200, 422],
    ),
    write(
        "/fn/reviews/settle",
        &[("cycle", "CYCLE"), ("person", "PRIYA"), ("goal", "LOOKED"), ("seen", "2"), ("grade", "7"), ("note", "Well.")],
        HOLDER,
    ),
    // One can be agreed to where it is seen, too: see /fn/goals/agree.
    write("/fn/reviews/agree", &[("cycle", "CYCLE"), ("person", "PRIYA"), ("goal", "DRAFTED"), ("seen", "2")], HOLDER),
    write(
        "/fn/reviews/save-input",
        &[("cycle", "CYCLE"), ("person", "JONAS"), ("written[text][keep]", "Calm, always."), ("written[seen][keep]", "1")],
        PEER,
    ),
    write("/fn/reviews/give", &[("cycle", "CYCLE"), ("person", "JONAS")], PEER),
    write("/fn/reviews/decline", &[("cycle", "CYCLE"), ("person", "JONAS")], PEER),
    // A form of files is of another kind; see surveys/history.rs for what it takes.
    write("/fn/surveys/upload", &[], [400; 6]),
    write("/fn/surveys/import-choose", &[("id", "FORMER"), ("cycle", "2025 H2"), ("name", "Former")], ADMIN),
    write("/fn/surveys/import-give-up", &[("id", "FORMER")], ADMIN),
    write("/fn/surveys/import", &[("id", "FORMER"), ("fingerprint", "FORMER_PRINT")], ADMIN),
    write("/fn/surveys/credential", &[("survey", "NAMELESS"), ("element", ELEMENT)], MEMBER),
    write(
        "/fn/surveys/save",
        &[("survey", "NAMED"), ("version", "0"), ("answers", "{\"values\":[],\"bands\":[]}"), ("send", "false")],
        [401, 401, 422, 422, 422, 422],
    ),
    write("/fn/surveys/answer", &[("survey", "NAMED"), ("version", "0"), ("at", "0"), ("go", "next")], MEMBER),
    write("/fn/questionnaires/create", &[("typed[title]", "A new one"), ("typed[purpose]", "team")], ADMIN),
    write("/fn/questionnaires/upload", &[], [400; 6]),
    write("/fn/questionnaires/accept", &[("file", "FORM")], ADMIN),
    write("/fn/questionnaires/give-up", &[("file", "FORM")], ADMIN),
    // Without the state that was seen it is a conflict; see admin/questionnaires.rs.
    write(
        "/fn/questionnaires/top",
        &[("id", "team-review"), ("typed[title]", "Teams"), ("typed[lang]", "en")],
        [401, 401, 404, 404, 404, 422],
    ),
    write(
        "/fn/questionnaires/section",
        &[("id", "team-review"), ("typed[title]", "One more"), ("typed[first]", "We rest.")],
        ADMIN,
    ),
    write(
        "/fn/questionnaires/question",
        &[("id", "team-review"), ("typed[section]", "cohesion"), ("typed[kind]", "scale"), ("typed[text]", "We rest.")],
        ADMIN,
    ),
    write("/fn/questionnaires/arrange", &[("id", "team-review"), ("part", "cohesion"), ("deed", "down")], ADMIN),
    write("/fn/questionnaires/put-back", &[("id", "team-review"), ("from", "BEFORE"), ("version", "0")], ADMIN),
    write("/fn/questionnaires/retire", &[("id", "team-review"), ("version", "0"), ("retired", "true")], ADMIN),
    write("/fn/change/undo", &[("id", "UNDO"), ("page", "/admin/people")], ADMIN),
];

const POLICIES: &[(&str, &str)] = &[
    ("version", "0"),
    ("learning", "block"),
    ("project", "off"),
    ("objectives", "tell"),
    ("most_objectives", "3"),
    ("key_results", "block"),
    ("most_key_results", "4"),
    ("measure", "off"),
];

/// What Viktor writes of Zofia: all that has to be there before he shares it.
const WRITTEN: &[(&str, &str)] = &[
    ("cycle", "CYCLE"),
    ("person", "ZOFIA"),
    ("written[text][answer.achievements-best]", "The move."),
    ("written[seen][answer.achievements-best]", "0"),
    ("written[text][answer.improvement-areas]", "To say no."),
    ("written[seen][answer.improvement-areas]", "0"),
];

/// The hash of no plan.
const SEAL: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

/// What a browser has evaluated.
const ELEMENT: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
