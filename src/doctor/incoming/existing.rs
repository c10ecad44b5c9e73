//! The incoming hooks that the pipeline has already, beside the one to create.

use super::plan::IncomingPlan;
use serde_json::Value;

use crate::devopness::hook::{Direction, Hook, Variable, guard};

/// An incoming hook that has to do with the one to create.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Existing<'a> {
    /// The hook.
    pub hook: &'a Hook,
    /// What they have in common.
    pub relation: Relation,
}

/// What an existing hook and the one to create have in common, the most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// Name, variables and conditions are the same. Whether it is signed the same way, a list does not say.
    Identical,
    /// It declares every variable that the outgoing hooks use, so that no other hook is needed for them.
    Declares,
    /// It has the same name.
    SameName,
}

/// The hooks among `hooks` that have to do with the one to create; the closest first, else in their order. A paused one
/// counts too: see [`Hook::active`].
pub fn existing<'a>(hooks: &'a [Hook], plan: &IncomingPlan) -> Vec<Existing<'a>> {
    let mut found = Vec::new();
    for relation in [Relation::Identical, Relation::Declares, Relation::SameName] {
        let like = hooks.iter().filter(|hook| relate(hook, plan) == Some(relation));
        found.extend(like.map(|hook| Existing { hook, relation }));
    }
    found
}

fn relate(hook: &Hook, plan: &IncomingPlan) -> Option<Relation> {
    if hook.direction != Direction::Incoming {
        return None;
    }
    let same_name = hook.name == plan.hook.name;
    if same_name && same_variables(hook, plan) && same_conditions(hook, plan) {
        return Some(Relation::Identical);
    }
    let declares = |name: &String| hook.variables.iter().any(|variable| variable.name == *name);
    // Of a constant the value matters, too.
    let constant = plan.hook.variables.iter().find(|variable| variable.name == guard::NAME);
    let constant = constant.and_then(|own| own.default.as_ref()).map(Value::to_string);
    let guarded = constant.is_none_or(|own| guard::is_declared(&hook.variables, own.trim_matches('"')));
    if !plan.uses.is_empty() && plan.uses.iter().all(declares) && guarded {
        return Some(Relation::Declares);
    }
    same_name.then_some(Relation::SameName)
}

/// Whether two lists have the same variables, in any order.
fn same_variables(hook: &Hook, plan: &IncomingPlan) -> bool {
    let path = |v: &'_ Variable| if v.path.is_empty() { v.name.clone() } else { v.path.clone() };
    let same = |a: &Variable, b: &Variable| {
        a.name == b.name && path(a) == path(b) && a.kind == b.kind && a.required == b.required && a.default == b.default
    };
    let wanted = &plan.hook.variables;
    hook.variables.len() == wanted.len() && wanted.iter().all(|a| hook.variables.iter().any(|b| same(a, b)))
}

/// Whether two lists have the same conditions with the same values, both in any order.
fn same_conditions(hook: &Hook, plan: &IncomingPlan) -> bool {
    let wanted = &plan.hook.conditions;
    hook.conditions.len() == wanted.len()
        && wanted.iter().all(|a| {
            hook.conditions.iter().any(|b| {
                a.path == b.path
                    && a.accepted.len() == b.accepted.len()
                    && a.accepted.iter().all(|value| b.accepted.contains(value))
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::incoming::{IncomingForm, incoming};
    use crate::form::values::FormValues;
    use serde_json::{Value, json, to_value};

    fn planned() -> IncomingPlan {
        let main = FormValues::new("512", "https://github.com/acme/shop");
        let plan = crate::form::plan::plan(&main);
        incoming(&IncomingForm::for_plan(&main, &plan), &plan)
    }

    /// The planned hook as the API would list it, after a change.
    fn listed(plan: &IncomingPlan, change: impl FnOnce(&mut Value)) -> Hook {
        let mut value = to_value(plan.request.body.as_ref().unwrap()).unwrap();
        value["id"] = json!("u");
        value["type"] = json!("in");
        change(&mut value);
        Hook::parse(&value).unwrap()
    }

    #[test]
    fn a_hook_is_related_by_what_it_declares_and_by_its_name() {
        use Relation::{Declares, Identical, SameName};
        let plan = planned();
        let check = |change: fn(&mut Value), expected: Option<Relation>| {
            let hook = listed(&plan, change);
            assert_eq!(relate(&hook, &plan), expected, "{hook:?}");
        };
        check(|_| {}, Some(Identical));
        let mut main = FormValues::new("512", "https://github.com/acme/shop");
        main.set_only_hook_runs(true);
        let guarded = crate::form::plan::plan(&main);
        let guarded = incoming(&IncomingForm::for_plan(&main, &guarded), &guarded);
        let bare = listed(&plan, |hook| hook["name"] = json!("Other"));
        assert_eq!((relate(&bare, &plan), relate(&bare, &guarded)), (Some(Declares), None));
        let own = |id: Value| {
            listed(&guarded, |hook| {
                hook["name"] = json!("Other");
                hook["settings"]["variables"][3]["default_value"] = id;
            })
        };
        assert_eq!(relate(&own(json!(512)), &guarded), Some(Declares));
        assert_eq!(relate(&own(json!(513)), &guarded), None);
        check(|hook| hook["active"] = json!(false), Some(Identical));
        check(|hook| hook["settings"]["variables"].as_array_mut().unwrap().reverse(), Some(Identical));
        check(|hook| hook["trigger_when"]["conditions"].as_array_mut().unwrap().reverse(), Some(Identical));
        check(|hook| hook["settings"]["variables"][0]["path"] = json!("source_type"), Some(Identical));
        check(|hook| hook["name"] = json!("Other"), Some(Declares));
        check(|hook| hook["settings"]["variables"][2]["path"] = json!("head_commit.id"), Some(Declares));
        check(|hook| hook["settings"]["variables"][2]["required"] = json!(false), Some(Declares));
        check(|hook| hook["settings"]["variables"][0]["default_value"] = json!("tag"), Some(Declares));
        check(|hook| hook["settings"]["variables"][1]["type"] = json!("integer"), Some(Declares));
        check(|hook| hook["trigger_when"]["conditions"] = json!([]), Some(Declares));
        check(|hook| hook["trigger_when"]["conditions"][0]["accepted_values"] = json!([true]), Some(Declares));
        check(|hook| hook["trigger_when"]["conditions"][0]["accepted_values"] = json!([false, true]), Some(Declares));
        check(|hook| hook["trigger_when"]["conditions"][0]["path"] = json!("x"), Some(Declares));
        check(|hook| hook["settings"]["variables"] = json!([]), Some(SameName));
        check(|hook| hook["settings"]["variables"][2]["name"] = json!("sha"), Some(SameName));
        check(|hook| (hook["settings"], hook["name"]) = (json!({}), json!("Other")), None);
        check(|hook| hook["type"] = json!("out"), None);
    }

    #[test]
    fn the_closest_come_first() {
        let plan = planned();
        let hooks = [
            listed(&plan, |hook| hook["settings"] = json!({})),
            listed(&plan, |hook| hook["name"] = json!("Other")),
            listed(&plan, |hook| hook["type"] = json!("out")),
            listed(&plan, |_| {}),
        ];
        let found = existing(&hooks, &plan);
        assert_eq!(
            found.iter().map(|e| e.relation).collect::<Vec<_>>(),
            [Relation::Identical, Relation::Declares, Relation::SameName]
        );
        assert!(std::ptr::eq(found[0].hook, &hooks[3]));
        assert_eq!(existing(&[], &plan), []);
    }

    #[test]
    fn a_plan_without_templates_needs_no_variable() {
        let mut plan = planned();
        plan.uses.clear();
        let other = listed(&plan, |hook| hook["name"] = json!("Other"));
        assert_eq!(relate(&other, &plan), None);
    }
}
