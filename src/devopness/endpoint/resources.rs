//! The calls that find a pipeline, and what is known around it.

use super::{Call, Target, page_of, request};
use crate::devopness::request::{ApiRequest, Method};

/// `GET /users/me`: only a personal token may read it.
pub fn me(target: &Target) -> ApiRequest {
    request(Call::Me, Method::Get, target, &["/users/me"], None)
}

/// One page of `GET /projects`.
pub fn projects_page(target: &Target, page: usize) -> ApiRequest {
    page_of(Call::Projects, target, &["/projects"], page)
}

/// `GET /projects/{project_id}`, which also says what the token may do there.
pub fn project(target: &Target, project: u64) -> ApiRequest {
    request(Call::Project(project), Method::Get, target, &["/projects/", &project.to_string()], None)
}

/// One page of `GET /projects/{project_id}/environments`.
pub fn environments_page(target: &Target, project: u64, page: usize) -> ApiRequest {
    page_of(Call::Environments(project), target, &["/projects/", &project.to_string(), "/environments"], page)
}

/// `GET /environments/{environment_id}`, which also says what the token may do there.
pub fn environment(target: &Target, environment: u64) -> ApiRequest {
    request(Call::Environment(environment), Method::Get, target, &["/environments/", &environment.to_string()], None)
}

/// One page of `GET /environments/{environment_id}/applications`.
pub fn applications_page(target: &Target, environment: u64, page: usize) -> ApiRequest {
    page_of(
        Call::Applications(environment),
        target,
        &["/environments/", &environment.to_string(), "/applications"],
        page,
    )
}

/// One page of `GET /pipelines/application/{application_id}`.
pub fn pipelines_page(target: &Target, application: u64, page: usize) -> ApiRequest {
    page_of(Call::Pipelines(application), target, &["/pipelines/application/", &application.to_string()], page)
}

/// `GET /pipelines/{pipeline_id}`.
pub fn pipeline(target: &Target, pipeline: u64) -> ApiRequest {
    request(Call::Pipeline(pipeline), Method::Get, target, &["/pipelines/", &pipeline.to_string()], None)
}

/// `GET /applications/{application_id}`.
pub fn application(target: &Target, application: u64) -> ApiRequest {
    request(Call::Application(application), Method::Get, target, &["/applications/", &application.to_string()], None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_call_has_its_address() {
        let target = Target { base: "https://h".into(), relay: None };
        for (request, wanted) in [
            (me(&target), "/users/me"),
            (projects_page(&target, 1), "/projects?page=1&per_page=100"),
            (project(&target, 3), "/projects/3"),
            (environment(&target, 12), "/environments/12"),
            (environments_page(&target, 3, 2), "/projects/3/environments?page=2&per_page=100"),
            (applications_page(&target, 12, 1), "/environments/12/applications?page=1&per_page=100"),
            (pipelines_page(&target, 34, 1), "/pipelines/application/34?page=1&per_page=100"),
            (pipeline(&target, 512), "/pipelines/512"),
            (application(&target, 34), "/applications/34"),
        ] {
            assert_eq!((request.method, request.url), (Method::Get, ["https://h", wanted].concat()));
        }
    }
}
